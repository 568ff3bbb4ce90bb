/** Whom the development identity provider knows at first; Jane is the administrator of the organisation. */
export const JANE = "jane.doe@example.com";
export const JOHN = "john.roe@example.com";
export const GUEST = "guest@elsewhere.example";
