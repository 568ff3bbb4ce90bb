//! What a comparison says at its end, and where two answers differ.

pub(crate) struct Outcome {
    pub(crate) lines: Vec<String>,
    /// What fails although no two answers differed: something was not compared that has to be.
    pub(crate) complaints: Vec<String>,
}

/// Two answers to one question.
pub(crate) struct Disagreement {
    pub(crate) octets: Vec<u8>,
    question: String,
    here: String,
    there: String,
}

impl Disagreement {
    pub(crate) fn new(octets: impl AsRef<[u8]>, question: &str, here: &str, there: &str) -> Self {
        Self { octets: octets.as_ref().to_vec(), question: question.into(), here: here.into(), there: there.into() }
    }

    pub(crate) fn boxed(octets: impl AsRef<[u8]>, question: &str, here: &str, there: &str) -> Box<Self> {
        Box::new(Self::new(octets, question, here, there))
    }

    /// Everything escaped: what differs may be invisible.
    pub(crate) fn shown(&self) -> String {
        let escaped = |text: &str| text.as_bytes().escape_ascii().to_string();
        let Self { octets, question, here, there } = self;
        format!("  {question}\n  document: {}\n  here:     {}\n  there:    {}", octets.escape_ascii(), escaped(here), escaped(there))
    }
}
