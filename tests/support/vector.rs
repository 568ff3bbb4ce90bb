//! A vector file: what is sent, to whom, when, and what must be said to it. `tests/vectors/README.md` has the format.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use saml_edge::{
    ClaimError, Connection, DecryptionKey, Error, Identity, InResponseTo, LogoutMessage, LogoutPost, Policy, Post, Report, Timestamp,
    Unclaimed, explain, request_key, verify,
};
use serde_json::{Value, json};

use super::settings;
use super::store::Store;

pub(crate) struct Vector {
    /// Relative to the folder of vectors, without `.vector`.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    header: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// What the verifier said, in the words of the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Accept,
    Refuse { rule: String, code: String, at: Option<String> },
}

/// The fuzzers' crate is a folder inside the project.
pub(crate) fn folder() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("tests/vectors"));
    crates.into_iter().find(|folder| folder.is_dir()).expect("a folder of vectors")
}

/// Every vector that is a login, in the order of the names.
pub(crate) fn logins() -> impl Iterator<Item = Vector> {
    all().into_iter().filter(|vector| !vector.is_logout())
}

/// Every vector, in the order of the names.
pub(crate) fn all() -> Vec<Vector> {
    let mut paths = Vec::new();
    collect(&folder(), &mut paths);
    paths.sort();
    paths.iter().map(|path| Vector::read(path)).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "vector") {
            into.push(path);
        }
    }
}

impl Vector {
    pub(crate) fn read(path: &Path) -> Self {
        let octets = fs::read(path).unwrap();
        let name = path.strip_prefix(folder()).unwrap().with_extension("").to_str().unwrap().replace('\\', "/");
        let end = octets.windows(5).position(|window| window == b"\n---\n").unwrap_or_else(|| panic!("{name}: no `---`"));
        let header = std::str::from_utf8(&octets[..end]).unwrap();
        let lines = header.lines().map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{name}: {line}")));
        let header: BTreeMap<_, _> = lines.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let unknown = header.keys().find(|key| !KEYS.contains(&key.as_str()));
        assert!(unknown.is_none(), "{name}: unknown key {unknown:?}");
        let body = octets[end + 5..].strip_suffix(b"\n").unwrap_or(&octets[end + 5..]).to_vec();
        Self { name, path: path.to_owned(), header, body }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.header.get(key).map(String::as_str)
    }

    pub(crate) fn is_accepted(&self) -> bool {
        match self.get("expect") {
            Some("accept") => true,
            Some("refuse") => false,
            other => panic!("{}: expect {other:?}", self.name),
        }
    }

    /// What the file says must be said.
    pub(crate) fn expected(&self) -> Said {
        if self.is_accepted() {
            return Said::Accept;
        }
        let need = |key| self.get(key).unwrap_or_else(|| panic!("{}: no {key}", self.name)).to_owned();
        Said::Refuse { rule: need("rule"), code: need("code"), at: self.get("at").map(str::to_owned) }
    }

    /// The connection's settings, without what the vector lays over its policy.
    pub(crate) fn settings(&self) -> &'static Value {
        &connections()[self.get("connection").unwrap_or("default")]
    }

    pub(crate) fn connection(&self) -> Connection {
        self.connection_with(self.policy()).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    pub(crate) fn connection_with(&self, policy: Policy) -> Result<Connection, String> {
        let connection = settings::connection(self.settings(), policy)?;
        connection.with_decryption_keys(self.decryption_keys()).map_err(|error| error.to_string())
    }

    pub(crate) fn decryption_keys(&self) -> Vec<DecryptionKey> {
        let names = self.get("decrypt").unwrap_or_default().split_whitespace();
        let texts = names.map(|name| fs::read_to_string(folder().join("keys").join(format!("{name}.key.pem"))).unwrap());
        texts.map(|text| DecryptionKey::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", self.name))).collect()
    }

    pub(crate) fn policy(&self) -> Policy {
        let mut policy = Policy::strict();
        if let Some(knobs) = self.settings()["policy"].as_object() {
            settings::lay_over(&mut policy, knobs);
        }
        if let Some(knobs) = self.get("policy") {
            let knobs: Value = serde_json::from_str(knobs).unwrap_or_else(|error| panic!("{}: {error}", self.name));
            settings::lay_over(&mut policy, knobs.as_object().unwrap());
        }
        policy
    }

    /// What is sent, in its encoding.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// The XML octets, where the vector is XML.
    pub(crate) fn xml(&self) -> Option<Vec<u8>> {
        match self.get("encoding").unwrap_or("xml") {
            "xml" => Some(self.body.clone()),
            "xml-base64" => Some(STANDARD.decode(self.body.as_slice()).unwrap()),
            _ => None,
        }
    }

    /// Hands the message on as a post.
    pub(crate) fn with_post<T>(&self, judge: impl FnOnce(&Post<'_>) -> T) -> Result<T, Error> {
        match self.get("encoding").unwrap_or("xml") {
            "value" => Ok(judge(&Post::from_base64(&self.body))),
            "form" => Ok(judge(&Post::from_form(&self.body)?)),
            _ => Ok(judge(&Post::from_xml(&self.xml().unwrap()))),
        }
    }

    pub(crate) fn in_response_to(&self) -> InResponseTo<'_> {
        match self.get("in-response-to").unwrap_or("_req1") {
            "none" => InResponseTo::Unsolicited,
            "store" => InResponseTo::AskStore,
            id => InResponseTo::Request(id),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::parse(self.get("now").unwrap_or("2026-11-24T10:00:00Z")).unwrap()
    }

    /// A message of single logout; all others are logins.
    pub(crate) fn is_logout(&self) -> bool {
        match self.get("message") {
            None => false,
            Some("logout") => true,
            other => panic!("{}: message {other:?}", self.name),
        }
    }

    fn with_logout<T>(&self, judge: impl FnOnce(&LogoutPost<'_>) -> T) -> Result<T, Error> {
        match self.get("encoding").unwrap_or("xml") {
            "redirect" => Ok(judge(&LogoutPost::from_query(&self.body)?)),
            "form" => Ok(judge(&LogoutPost::from_form(&self.body)?)),
            _ => Ok(judge(&LogoutPost::from_xml(&self.xml().unwrap()))),
        }
    }

    /// Verifies and claims, as an application would, and answers with what the message says, in the members of the npm package.
    pub(crate) fn verdict(&self) -> Result<Value, Error> {
        if self.is_logout() {
            let (message, relay_state) = self.twice_if_seen(Self::log_out)?;
            return Ok(logout_members(&message, relay_state.as_deref()));
        }
        let (identity, relay_state) = self.judge()?;
        Ok(members(&identity, relay_state.as_deref()))
    }

    /// Verifies and claims a login, as an application would.
    pub(crate) fn judge(&self) -> Result<(Identity, Option<String>), Error> {
        self.twice_if_seen(Self::sign_in)
    }

    fn twice_if_seen<T>(&self, once: fn(&Self, &Connection, &mut Store) -> Result<T, Error>) -> Result<T, Error> {
        let connection = self.connection();
        let pending = self.get("pending").unwrap_or_default().split_whitespace();
        let entity_id = self.settings()["idp"]["entityId"].as_str().unwrap();
        let mut store = Store::holding(pending.map(|id| request_key(entity_id, id)));
        match self.get("seen") {
            None => {}
            Some(name) => {
                let other = (name != "same").then(|| Self::read(&folder().join(format!("{name}.vector"))));
                let first = other.as_ref().unwrap_or(self);
                drop(once(first, &connection, &mut store).unwrap_or_else(|error| panic!("{}: the first time: {error}", self.name)))
            }
        }
        once(self, &connection, &mut store)
    }

    fn log_out(&self, connection: &Connection, store: &mut Store) -> Result<(LogoutMessage, Option<String>), Error> {
        self.with_logout(|post| {
            let message = connection.single_logout().unwrap().verify(post, self.in_response_to(), self.now())?;
            Ok((claimed(message, store)?, post.relay_state().map(str::to_owned)))
        })?
    }

    fn sign_in(&self, connection: &Connection, store: &mut Store) -> Result<(Identity, Option<String>), Error> {
        self.with_post(|post| {
            let login = verify(post, connection, self.in_response_to(), self.now())?;
            Ok((claimed(login, store)?, post.relay_state().map(str::to_owned)))
        })?
    }

    pub(crate) fn explain(&self) -> Result<Report, Error> {
        let connection = self.connection();
        self.with_post(|post| explain(post, Some(&connection), self.in_response_to(), self.now()))
    }

    /// Writes the code and the place of a refusal into the file.
    pub(crate) fn bless(&self, code: &str, at: Option<&str>) {
        let octets = fs::read(&self.path).unwrap();
        let end = octets.windows(5).position(|window| window == b"\n---\n").unwrap();
        let header = std::str::from_utf8(&octets[..end]).unwrap();
        let mut lines = Vec::new();
        for line in header.lines().filter(|line| !line.starts_with("code: ") && !line.starts_with("at: ")) {
            lines.push(line.to_owned());
            if line.starts_with("rule: ") {
                lines.push(format!("code: {code}"));
                lines.extend(at.map(|at| format!("at: {at}")));
            }
        }
        fs::write(&self.path, [lines.join("\n").as_bytes(), &octets[end..]].concat()).unwrap();
    }
}

impl Said {
    pub(crate) fn of(error: &Error) -> Self {
        let at = error.at.as_ref().map(|at| format!("{}:{}", at.line, at.column));
        Self::Refuse { rule: error.rule().as_str().to_owned(), code: error.code().to_owned(), at }
    }
}

fn claimed<T>(message: Unclaimed<T>, store: &mut Store) -> Result<T, Error> {
    message.claim_with(store).map_err(|refusal| match refusal {
        ClaimError::Refused(error) => error,
        ClaimError::Store(never) => match never {},
    })
}

/// What a vector may state of a logout message.
fn logout_members(message: &LogoutMessage, relay_state: Option<&str>) -> Value {
    match message {
        LogoutMessage::Request(request) => json!({
            "kind": "request",
            "id": request.id,
            "issuer": request.issuer,
            "nameId": request.name_id.value,
            "nameIdFormat": request.name_id.format,
            "nameQualifier": request.name_id.name_qualifier,
            "spNameQualifier": request.name_id.sp_name_qualifier,
            "sessionIndexes": request.session_indexes,
            "reason": request.reason,
            "relayState": relay_state,
            "relaxed": request.evidence.relaxed,
        }),
        LogoutMessage::Response(response) => json!({
            "kind": "response",
            "id": response.id,
            "issuer": response.issuer,
            "inResponseTo": response.in_response_to,
            "success": response.success,
            "partial": response.partial,
            "statusCode": response.status.short_code(),
            "statusMessage": response.status.message,
            "relayState": relay_state,
            "relaxed": response.evidence.relaxed,
        }),
        other => panic!("{other:?}"),
    }
}

/// What a vector may state of an identity, in the members of the npm package.
pub(crate) fn members(identity: &Identity, relay_state: Option<&str>) -> Value {
    let attributes = identity.attributes().iter().map(|attribute| (attribute.name.clone(), json!(attribute.values)));
    json!({
        "nameId": identity.name_id().map(|name| &name.value),
        "nameIdFormat": identity.name_id().and_then(|name| name.format.as_ref()),
        "nameQualifier": identity.name_id().and_then(|name| name.name_qualifier.as_ref()),
        "spNameQualifier": identity.name_id().and_then(|name| name.sp_name_qualifier.as_ref()),
        "issuer": identity.issuer(),
        "attributes": attributes.collect::<serde_json::Map<_, _>>(),
        "sessionIndex": identity.session_index(),
        "sessionNotOnOrAfter": identity.session_not_on_or_after().map(|end| end.to_string()),
        "authnContext": identity.authn_context(),
        "assertionId": identity.assertion_id(),
        "inResponseTo": identity.in_response_to(),
        "relayState": relay_state,
        "signed": identity.evidence().signed.as_str(),
        "encrypted": identity.evidence().encrypted,
        "relaxed": identity.evidence().relaxed,
    })
}

fn connections() -> &'static Value {
    static CONNECTIONS: OnceLock<Value> = OnceLock::new();
    CONNECTIONS.get_or_init(|| {
        let mut connections: Value = serde_json::from_slice(&fs::read(folder().join("connections.json")).unwrap()).unwrap();
        for settings in connections.as_object_mut().unwrap().values_mut() {
            for certificate in settings["idp"]["certificates"].as_array_mut().unwrap() {
                let file = folder().join("keys").join(certificate.as_str().unwrap());
                *certificate = fs::read_to_string(file).unwrap().into();
            }
        }
        connections
    })
}

const KEYS: &[&str] = &[
    "about",
    "expect",
    "rule",
    "code",
    "at",
    "message",
    "encoding",
    "connection",
    "decrypt",
    "policy",
    "in-response-to",
    "pending",
    "seen",
    "now",
    "identity",
    "twin",
];
