#![no_main]
libfuzzer_sys::fuzz_target!(|octets: &[u8]| saml_edge_fuzz::time::hold(octets));
