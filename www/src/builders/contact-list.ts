// Contacts of the metadata, as many as there are.
import { button, element } from "../dom.js";
import { choiceField, type Field, textField } from "../fields.js";
import { valuesOf } from "./fields.js";
import type { ContactValues } from "./metadata-settings.js";

export interface ContactList {
  readonly root: HTMLElement;
  values(): ContactValues[];
  /** By the names of the settings. */
  fields(): Record<string, Field>;
}

type ContactFields = Record<keyof ContactValues, Field>;

export function contactList(changed: () => void): ContactList {
  const contacts: ContactFields[] = [];
  const list = element("div", {});
  const add = button("Add a contact", () => {
    const fields: ContactFields = {
      type: choiceField("Kind", KINDS, changed),
      email: textField("E-mail address", "", changed),
      givenName: textField("Given name", "", changed),
      company: textField("Company", "", changed),
    };
    contacts.push(fields);
    const remove = button("Remove this contact", () => {
      contacts.splice(contacts.indexOf(fields), 1);
      group.remove();
      add.focus();
      changed();
    });
    const group = element("div", { class: "contact", at: { role: "group", "aria-label": "Contact" } }, ...Object.values(fields).map(({ row }) => row), remove);
    list.append(group);
    group.querySelector("select")?.focus();
    changed();
  });
  return {
    root: element("div", {}, list, add),
    values: () => contacts.map(valuesOf),
    fields: () => Object.fromEntries(contacts.map(({ email }, position) => [`contacts[${position}].email`, email])),
  };
}

const KINDS = { technical: "Technical", support: "Support", administrative: "Administrative", billing: "Billing", other: "Other" };
