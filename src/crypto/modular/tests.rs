use crypto_bigint::BoxedUint;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use proptest::prelude::*;

use super::*;

fn by_library(modulus: &[u8], base: &[u8], exponent: u64) -> Vec<u8> {
    let modulus = BoxedUint::from_be_slice_vartime(modulus).into_odd().unwrap();
    let parameters = BoxedMontyParams::new_vartime(modulus);
    let base = BoxedUint::from_be_slice(base, parameters.bits_precision()).unwrap();
    let exponent = BoxedUint::from_be_slice_vartime(&exponent.to_be_bytes());
    BoxedMontyForm::new(base, &parameters).pow(&exponent).retrieve().to_be_bytes().to_vec()
}

fn by_this(modulus: &[u8], base: &[u8], exponent: u64) -> Vec<u8> {
    let modulus = Modulus::new(modulus).unwrap();
    let power = modulus.raise(&modulus.read(base).unwrap(), exponent);
    octets(&power, power.len() * 4)
}

fn without_zeros(octets: &[u8]) -> &[u8] {
    &octets[octets.iter().take_while(|octet| **octet == 0).count()..]
}

proptest! {
    #[test]
    fn powers_are_those_of_a_library(
        mut modulus in prop::collection::vec(any::<u8>(), 1..280),
        seed in prop::collection::vec(any::<u8>(), 280),
        exponent in prop_oneof![Just(3), Just(65_537), any::<u64>().prop_map(|exponent| exponent | 3)],
    ) {
        // The highest octet makes the base smaller than the modulus, and lets its length end anywhere within a limb.
        modulus[0] |= 2;
        *modulus.last_mut().unwrap() |= 1;
        let mut base = seed[..modulus.len()].to_vec();
        base[0] %= modulus[0];
        let (found, expected) = (by_this(&modulus, &base, exponent), by_library(&modulus, &base, exponent));
        prop_assert_eq!(without_zeros(&found), without_zeros(&expected));
    }
}

/// Limbs of ones and zeros are where carries go wrong.
#[test]
fn extreme_limbs() {
    let moduli: [&[u8]; 6] = [&[3], &[0xFF; 4], &[0xFF; 8], &[0xFF; 256], &[0x80, 0, 0, 0, 0, 0, 0, 1], &[1, 0, 0, 0, 1]];
    for modulus in moduli {
        for last in 1..=3_u8 {
            let mut base = modulus.to_vec();
            *base.last_mut().unwrap() -= last.min(*base.last().unwrap());
            for exponent in [3, 5, 7, 65_537, u64::MAX] {
                let (found, expected) = (by_this(modulus, &base, exponent), by_library(modulus, &base, exponent));
                assert_eq!(without_zeros(&found), without_zeros(&expected), "{base:02x?}^{exponent} mod {modulus:02x?}");
            }
        }
    }
}

#[test]
fn what_is_no_modulus_or_not_below_it_is_refused() {
    for octets in [&[][..], &[1], &[2], &[0xFF, 0xFE]] {
        assert!(Modulus::new(octets).is_none(), "{octets:?}");
    }
    let modulus = Modulus::new(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFF]).unwrap();
    assert!(modulus.read(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFE]).is_some());
    assert!(modulus.read(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFF]).is_none());
    assert!(modulus.read(&[1, 0, 0, 0, 0, 0, 0, 0, 0]).is_none());
}
