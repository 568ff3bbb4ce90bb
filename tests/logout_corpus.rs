//! The logout messages of the public corpus, where it stands beside the project.

#[path = "support/corpus.rs"]
mod corpus;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use corpus::Part;
use saml_edge::{Connection, Error, IdentityProvider, InResponseTo, LogoutMessage, LogoutPost, Policy, ServiceProvider, Timestamp};
use serde_json::Value;

/// Every message is old, unsigned or for others by our measure; what the corpus knows is which signatures are good, and what the messages say.
#[test]
fn logout_messages_are_judged_as_their_manifest_says() {
    let Some(mut part) = Part::open("logout", "logout") else { return };
    let (mut accepted, mut refused) = (0, 0);
    for entry in part.take_entries() {
        let id = entry["id"].as_str().unwrap();
        match complaint(&part, &entry) {
            Ok(true) => accepted += 1,
            Ok(false) => refused += 1,
            Err(found) => part.disagree(id, &found),
        }
    }
    part.finish();
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted >= 15 && refused >= 60, "{accepted} accepted, {refused} refused");
}

/// Whether it was accepted, where that is right.
fn complaint(part: &Part, entry: &Value) -> Result<bool, String> {
    let verdict = judge(part, entry, false);
    match (text(entry, "kind"), text(entry, "expect"), &verdict) {
        ("AuthnRequest", _, Err(error)) if error.rule().as_str() == "X10" => Ok(false),
        ("LogoutRequest" | "LogoutResponse", "unsigned", Err(error)) if error.rule().as_str() == "L01" => Ok(false),
        ("LogoutRequest" | "LogoutResponse", "signature-invalid", Err(error)) if is_about_signatures(error) => Ok(false),
        ("LogoutRequest" | "LogoutResponse", "signature-valid", Ok(message)) => {
            says(entry, message)?;
            match judge(part, entry, true) {
                Err(error) if is_about_signatures(&error) => Ok(true),
                other => Err(format!("altered: {other:?}")),
            }
        }
        _ => Err(verdict.map_or_else(|error| format!("{} {error}", error.rule()), |message| format!("accepted: {message:?}"))),
    }
}

fn is_about_signatures(error: &Error) -> bool {
    matches!(error.rule().as_str(), "B03" | "S05" | "S07" | "S09" | "S10" | "S13" | "S15" | "K01")
}

/// As the party that it is for, at its own moment, with SHA-1 and short keys allowed: so only what is wrong with it is left.
fn judge(part: &Part, entry: &Value, altered: bool) -> Result<LogoutMessage, Error> {
    let certificates = match entry["cert"].as_str() {
        Some(_) => vec![String::from_utf8(part.read(&entry["cert"])).unwrap()],
        None if entry["trust_certs"].as_array().is_some_and(|certificates| !certificates.is_empty()) => part.texts(&entry["trust_certs"]),
        None => vec![include_str!("vectors/keys/idp.crt.pem").to_owned()],
    };
    let idp = IdentityProvider { entity_id: text(entry, "issuer").to_owned(), certificates };
    let slo_url = entry["destination"].as_str().filter(|url| url.contains("://")).or(Some("https://sp.example.com/slo")).map(str::to_owned);
    let sp = ServiceProvider { entity_id: "urn:sp".into(), acs_url: "https://sp.example.com/acs".into(), slo_url };
    let policy = Policy { allow_sha1: true, min_rsa_bits: 1024, allow_http_acs: true, ..Policy::strict() };
    let connection = Connection::new(idp, sp, policy).unwrap();
    let xml = entry["xml"].as_str().map_or_else(|| part.read(&entry["file"]), |xml| xml.as_bytes().to_vec());
    let now = issue_instant(&String::from_utf8_lossy(&xml));
    let query = query(entry, altered);
    let body = form(&xml, altered);
    let post = match &query {
        Some(query) => LogoutPost::from_query(query.as_bytes())?,
        None => LogoutPost::from_form(body.as_bytes())?,
    };
    let logout = connection.single_logout().unwrap().verify(&post, InResponseTo::AskStore, now)?;
    Ok(logout.message_accepting_replay())
}

/// The signed octets as they were, and the signature behind them; of those without, the parameters.
fn query(entry: &Value, altered: bool) -> Option<String> {
    if text(entry, "binding") != "HTTP-Redirect" {
        return None;
    }
    let escape = |text: &str| text.replace('%', "%25").replace('+', "%2B").replace('/', "%2F").replace('=', "%3D").replace(':', "%3A");
    let parameters = entry["params"].as_object().unwrap();
    let parameter = |name: &str| parameters.get(name).and_then(Value::as_str);
    let signed = entry["signed_octets"].as_str().map(str::to_owned).unwrap_or_else(|| {
        let names = ["SAMLRequest", "SAMLResponse", "SigAlg"].into_iter();
        let pairs = names.filter_map(|name| Some(format!("{name}={}", escape(parameter(name)?))));
        pairs.collect::<Vec<_>>().join("&")
    });
    let signature = parameter("Signature").map(|value| format!("&Signature={}", escape(&value.split_whitespace().collect::<String>())));
    let state = if altered && !signed.contains("RelayState=") { "&RelayState=x" } else { "" };
    let signed = if altered { signed.replace("RelayState=", "RelayState=x") } else { signed };
    Some(signed + &signature.unwrap_or_default() + state)
}

fn form(xml: &[u8], altered: bool) -> String {
    let text = String::from_utf8_lossy(xml);
    // What is signed has the time at which it was made.
    let text = if altered { text.replacen("Version=\"2.0\"", "Version=\"2.0\" Consent=\"urn:x\"", 1) } else { text.into_owned() };
    let name = if text.contains("LogoutResponse") { "SAMLResponse" } else { "SAMLRequest" };
    format!("{name}={}", STANDARD.encode(text).replace('+', "%2B"))
}

/// That of the root, which stands first.
fn issue_instant(xml: &str) -> Timestamp {
    let found = xml.split_once("IssueInstant=").and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    found.and_then(Timestamp::parse).unwrap_or_else(|| Timestamp::parse("2026-11-24T10:00:00Z").unwrap())
}

fn says(entry: &Value, message: &LogoutMessage) -> Result<(), String> {
    let same = |what: &str, found: &str, expected: &Value| match expected.as_str() {
        Some(expected) if expected != found => Err(format!("{what}: expected {expected}, found {found}")),
        _ => Ok(()),
    };
    match message {
        LogoutMessage::Request(request) => {
            same("name", &request.name_id.value, &entry["name_id"])?;
            let expected: Vec<_> = entry["session_indexes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            if !entry["session_indexes"].is_null() && request.session_indexes != expected {
                return Err(format!("sessions: expected {expected:?}, found {:?}", request.session_indexes));
            }
            Ok(())
        }
        LogoutMessage::Response(response) => same("in response to", &response.in_response_to, &entry["in_response_to"]),
        other => Err(format!("{other:?}")),
    }
}

fn text<'e>(entry: &'e Value, member: &str) -> &'e str {
    entry[member].as_str().unwrap_or("urn:nobody")
}
