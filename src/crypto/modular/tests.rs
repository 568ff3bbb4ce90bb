use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul as _};
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
    octets_of(&power)
}

/// All of them, but for zeros in front.
fn octets_of(number: &[Limb]) -> Vec<u8> {
    without_zeros(&octets(number, number.len() * BITS.div_ceil(8))).to_vec()
}

fn without_zeros(octets: &[u8]) -> &[u8] {
    &octets[octets.iter().take_while(|octet| **octet == 0).count()..]
}

/// Whatever grows leaves what it held where nobody clears it.
#[test]
fn limbs_have_room_for_a_modulus() {
    for length in 1..=1024 {
        for highest in [1, 0xFF] {
            let mut octets = alloc::vec![0xFF; length];
            octets[0] = highest;
            let room = limbs_of(&octets).capacity();
            let modulus = Modulus::new(&octets).map_or(0, |modulus| modulus.count());
            assert!(room >= modulus, "{length} octets, the highest {highest}: {room} for {modulus}");
        }
    }
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

/// Numbers as long as the modulus: random ones, or of ones or zeros but for a few octets.
fn numbers(octets: usize) -> impl Strategy<Value = Vec<u8>> {
    let few = prop::collection::vec((0..octets, any::<u8>()), 0..4);
    let extreme = (prop_oneof![Just(0xFF), Just(0)], few).prop_map(move |(filling, few)| {
        let mut number = std::vec![filling; octets];
        few.into_iter().for_each(|(place, octet)| number[place] = octet);
        number
    });
    prop_oneof![prop::collection::vec(any::<u8>(), octets), extreme]
}

/// A modulus that need not be prime, with three numbers below it.
fn modulus_and_numbers() -> impl Strategy<Value = (Vec<u8>, [Vec<u8>; 3])> {
    let all = (1..200_usize, 0..8_u32)
        .prop_flat_map(|(octets, unused)| (Just(0xFF >> unused), numbers(octets), [numbers(octets), numbers(octets), numbers(octets)]));
    all.prop_map(|(used, mut modulus, mut numbers)| {
        // The highest octet ends anywhere within a limb, and makes the numbers smaller than the modulus.
        modulus[0] = (modulus[0] & used) | ((used >> 1) + 1) | 2;
        *modulus.last_mut().unwrap() |= 1;
        numbers.iter_mut().for_each(|number| number[0] %= modulus[0]);
        (modulus, numbers)
    })
}

fn large(octets: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(octets)
}

/// What `number` leaves when it is divided by the modulus, as the library says.
fn remainder(number: &BoxedUint, modulus: &[u8]) -> Vec<u8> {
    without_zeros(&number.rem_vartime(&large(modulus).to_nz().unwrap()).to_be_bytes()).to_vec()
}

proptest! {
    /// Sums and products of numbers times R stay below twice the modulus, and are those of a library.
    #[test]
    fn sums_and_products_are_those_of_a_library((octets_of_modulus, numbers) in modulus_and_numbers()) {
        let modulus = Modulus::new(&octets_of_modulus).unwrap();
        let mut room = Room::default();
        let plain = |number: &[Limb]| octets_of(&modulus.without_r(number, &mut Room::default()));
        let [a, b, c] = numbers.each_ref().map(|number| {
            let mut times_r = modulus.zero();
            modulus.times_r(&modulus.read(number).unwrap(), &mut Room::default(), &mut times_r);
            times_r
        });
        let [large_a, large_b, large_c] = numbers.each_ref().map(|number| large(number));
        let sum = large_a.concatenating_add(&large_b);
        let (mut added, mut square, mut product, mut difference) = (a.clone(), modulus.zero(), modulus.zero(), b.clone());
        modulus.add(&mut added, &b);
        prop_assert_eq!(plain(&added), remainder(&sum, &octets_of_modulus));
        modulus.square(&added, &mut room, &mut square);
        prop_assert_eq!(plain(&square), remainder(&sum.concatenating_mul(&sum), &octets_of_modulus));
        modulus.product(&added, &c, &mut room, &mut product);
        prop_assert_eq!(plain(&product), remainder(&sum.concatenating_mul(&large_c), &octets_of_modulus));
        modulus.subtract(&mut difference, &c);
        let mut secretly = b.clone();
        modulus.subtract_secretly(&mut secretly, &c);
        modulus.add(&mut difference, &c);
        modulus.add(&mut secretly, &c);
        prop_assert_eq!(plain(&difference), remainder(&large_b, &octets_of_modulus));
        prop_assert_eq!(plain(&secretly), remainder(&large_b, &octets_of_modulus));
        for number in [&added, &square, &product, &difference, &secretly] {
            prop_assert_eq!(compare(number, &modulus.twice), Ordering::Less);
        }
    }

    /// What the private-key operation does with secrets.
    #[test]
    fn what_is_done_secretly_is_what_a_library_does((octets_of_modulus, numbers) in modulus_and_numbers()) {
        let modulus = Modulus::new(&octets_of_modulus).unwrap();
        let mut room = Room::default();
        let [a, b, c] = numbers.each_ref().map(|number| modulus.read(number).unwrap());
        let [large_a, large_b, large_c] = numbers.each_ref().map(|number| large(number));
        let whole = multiply_add(&a, &b, &c);
        let expected = large_a.concatenating_mul(&large_b).concatenating_add(&large_c);
        prop_assert_eq!(octets_of(&whole), without_zeros(&expected.to_be_bytes()).to_vec());
        let times_r = modulus.remainder_times_r(&whole, &mut room);
        let plain = modulus.without_r(&times_r, &mut room);
        prop_assert_eq!(octets_of(&plain), remainder(&expected, &octets_of_modulus));
        let base = modulus.remainder_times_r(&a, &mut room);
        let power = modulus.raise_secretly(&base, &b, &mut room);
        let power = modulus.without_r(&power, &mut room);
        let parameters = BoxedMontyParams::new_vartime(large(&octets_of_modulus).into_odd().unwrap());
        let base = BoxedUint::from_be_slice(&numbers[0], parameters.bits_precision()).unwrap();
        let expected = BoxedMontyForm::new(base, &parameters).pow(&large_b).retrieve().to_be_bytes();
        prop_assert_eq!(octets_of(&power), without_zeros(&expected).to_vec());
    }
}

/// Limbs of ones and zeros are where carries go wrong, and the longest number is where sums are largest.
#[test]
fn extreme_limbs() {
    let moduli: [&[u8]; 7] = [&[3], &[0xFF; 4], &[0xFF; 8], &[0xFF; 256], &[0xFF; 1024], &[0x80, 0, 0, 0, 0, 0, 0, 1], &[1, 0, 0, 0, 1]];
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

/// Columns as large as they get: limbs of ones, as many as the longest modulus has. Sums that do not fit panic in tests.
#[test]
fn the_largest_sums_fit() {
    let count = MOST_LIMBS / TURN * TURN;
    let mut ones = std::vec![MASK; count];
    ones[count - 1] >>= 2;
    let modulus = Modulus::new(&octets_of(&ones)).unwrap();
    assert_eq!(modulus.count(), count);
    // The largest number below twice the modulus is congruent to -1, the one below that to -2.
    let mut number = modulus.twice.clone();
    subtract(&mut number, &[2]);
    let (mut product, mut square, mut room) = (modulus.zero(), modulus.zero(), Room::default());
    modulus.product(&number, &number, &mut room, &mut product);
    modulus.square(&number, &mut room, &mut square);
    for found in [product, square] {
        let mut times_r = modulus.zero();
        modulus.times_r(&found, &mut room, &mut times_r);
        modulus.below(&mut times_r);
        assert!(octets_of(&times_r) == [4], "{times_r:?}");
    }
    assert!(Modulus::new(&octets_of(&std::vec![MASK; count])).is_none());
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
