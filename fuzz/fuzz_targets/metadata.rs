#![no_main]
libfuzzer_sys::fuzz_mutator!(|octets: &mut [u8], size: usize, most: usize, seed: u32| {
    saml_edge_fuzz::mutation::mutator::xml(octets, size, most, seed, 1)
});
libfuzzer_sys::fuzz_target!(|octets: &[u8]| saml_edge_fuzz::metadata::hold(octets));
