//! Whether the IdP signed anybody in (core 3.2.2.1).

use super::reader::{children, required};
use crate::dsig::SignedElement;
use crate::error::{ErrorKind, Fault, NonSuccess, Span};
use crate::rules::RuleId;
use crate::xml::names::samlp;

/// The Status of a Response.
#[derive(Clone, Debug)]
pub(crate) struct Status<'d> {
    code: &'d str,
    second: Option<&'d str>,
    message: Option<&'d str>,
    span: Span,
}

const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";

impl<'d> Status<'d> {
    pub(super) fn read(element: SignedElement<'d>) -> Result<Self, Fault> {
        let mut parts = children(element, "Status")?;
        let code = parts.required(samlp("StatusCode"), RuleId::R04)?;
        let message = parts.optional(samlp("StatusMessage"));
        // StatusDetail may hold anything; it is never read.
        parts.optional(samlp("StatusDetail"));
        parts.finish()?;

        let first = required(&code, "StatusCode", "Value", RuleId::R04)?;
        let mut parts = children(code, "StatusCode")?;
        let second = parts.optional(samlp("StatusCode"));
        parts.finish()?;
        Ok(Self {
            code: first.value,
            second: second.and_then(|code| code.attribute("Value")).map(|value| value.value),
            message: message.map(|message| message.value()).transpose()?.map(|text| text.value),
            span: first.span,
        })
    }

    /// The top-level code is Success, exactly.
    pub(crate) fn is_success(&self) -> bool {
        self.code == SUCCESS
    }

    /// What it says when it is none.
    pub(crate) fn report(&self) -> NonSuccess {
        NonSuccess { code: self.code.into(), second: self.second.map(Into::into), message: self.message.map(Into::into) }
    }

    /// Rule R05: the top-level code is Success, exactly.
    pub(crate) fn require_success(&self) -> Result<(), Fault> {
        if self.is_success() { Ok(()) } else { Err(ErrorKind::StatusNotSuccess(self.report()).at(self.span)) }
    }
}
