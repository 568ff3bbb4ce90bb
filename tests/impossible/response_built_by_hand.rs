// Refused: E0451 a Response is located, with its signature in its place, or there is none.

use crate::saml::Response;

fn forge<'d>(response: Response<'d>) -> Response<'d> {
    Response { payloads: alloc::vec::Vec::new(), ..response }
}
