//! Fixed RSA keys of tests, as hexadecimal numbers; made with OpenSSL, used nowhere else.

use alloc::vec::Vec;

/// A modulus, its public and its private exponent.
pub(crate) struct TestKey {
    pub(crate) n: &'static str,
    pub(crate) e: u64,
    pub(crate) d: &'static str,
}

/// The octets of hexadecimal digits.
pub(crate) fn unhex(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The usual size.
pub(crate) const RSA_2048: TestKey = TestKey {
    n: "d1b7bee319cf1228e54ee9f2a7551ed4e298136c677bda09ad1d6374ed0a6ce44c816fe8f1d3064a61f75e1e060559527aba9a7852dbbeb10983f67b\
        30b7e2c88e8e754b9d8947c5a51f907c13a30cee65a63fdee3277b0ace9977e4e8c30e337bfc17f184f1de9906c64c60979bab8b2e996b0b2b395272\
        81821b324f975d9ab76bd362ad1286f934df12d230a7ca3ce40fd9864e6ae6afbc2a8a8288c2967c41def800ad4f42005b3d28af868b24a65cf9dfdf\
        758a899b42d79607f460f04b0299b03a104e6654be31931d7355b25062f6af0095ade5173aadce4746c8c79ecbd9f7ecac6913e5dd5fa3b9f284e3d4\
        64a3218cb3eaf21c866e7478b1f2652b",
    e: 65537,
    d: "3d26745118f5f1a81e10f01372aa55c6a259d09413ea9fada19e47a150faf0bc72f86d0ec1f093cd7d9a5905ad20c3265325f523af9966958d9e3e71\
        3647f02725b6314a7ea1885d7fa3e007e5dbedc9d7b6edb9ca87790fb2253ab9f30ae929a6f5df6f6ba1f113b2cf8076cbce36eb6b078e18601ea345\
        433112480dc027a90dbb23968977397dffc422a4ac6e1f7e765d53cc07b6606c948f8db78062c640848ef7b89b9772d51e1616c5b6aebca7c3f15088\
        f29d9eb53e9aced3e0855b269b0c9fdad97b4692099d6f4caf085a2421c352715eb0f97233d155e1ac0d47c6017df189c222735d94f74208b2515812\
        f9bbfcfc4cd17ae4169c9c9aba69d181",
};

/// The smallest.
pub(crate) const RSA_1024: TestKey = TestKey {
    n: "c016362cfd05fa517e7f2fad0024f11ad0ca11403a287c6c1609d8071fef011e93356c5b787242cb75faf2f322e4562bd893d50e5e55d68dc43cb2bf\
        e1a0b59323f1a9d1b2990bcc77d790eb86afe857bb7a74caac99e512bc71fdf2f861d37a0fffea91492eea75a54a6e948cc409666bbb3927cfb193e1\
        5c5540c967846797",
    e: 65537,
    d: "3c6d80638cc1b9aab379bd7cd623c8f99f9f41e80ba3bae8a1d23cf498d62e6af8f28081121617ef3bd15366ab9e5b8175a3a40dde1d70deae524e05\
        512ca691f3d0edc257c9c859d8a197bd527bfbaedb8e7aad72ab50847fd794cf7b4fa4c4cd3537e5f73086043a43509cdcf528e798b01e386c38052f\
        0e4882eb428fb121",
};

/// The exponent of Bleichenbacher's forgery.
pub(crate) const RSA_1024_E3: TestKey = TestKey {
    n: "cc4b226c88c4d304d88e7cc0dc2061c909e90e49d89d2fcf3ff2aef13354fe3d3d530864b992eb1855405ae4aedb8a2e989152a10c45c4cf05d1ebfd\
        80ccbeac0792e7760f9b8ec42529084c3e9069f2b48b29c5454cb072b8911d072a710d577e09da032c17524e0701400537e5b7c4c904a4adf16da4e6\
        c1975c48434e8c67",
    e: 3,
    d: "883216f305d88cade5b4532b3d6aebdb5bf0b4313b137534d54c74a0cce35428d38cb0432661f21038d591edc9e7b17465b63716082e8334ae8bf2a9\
        00887f1c281c2ca0f6dc844afcdce639b166cbdd4d3ba7d64f0ebeb99111807ffd94b09216536d7678ef3fb18bac6b4eb765899c544e054cf54dcf2c\
        05bbf374ec63f16b",
};

/// A modulus that fills neither octets nor limbs.
pub(crate) const RSA_1031: TestKey = TestKey {
    n: "6c1ee41e2222e6260773eabf47935b1504c54f5262cfe3352069d544871977a811258f5f56a841209fb5dd85a3e5ea71d8d2057f0806d3372fe30f95\
        fee924eb67ba07534fb4a8d594a2dce0959a0f09f35338835c64860de82635838bcad6fed8e16f5b2dbd39a8867f6c8f4609c87a0e1e540390952e68\
        6872274489616f89a9",
    e: 65537,
    d: "4e35723151e408b2cd854df31b253e27501221b4a881540ae3ed6a356dbc404fb447851423ad059f41a7de1b835916634fc16bf45dac0230d354ddbb\
        546ef523bb55c1d43619a67ea6467c7cfa1a03a6c66257ff35f701d085e406ed4d98cb5d6cd4249be84ad12971b977bf27abff2b347edaa4dea4077b\
        ba8a1113f5dc8ad339",
};

/// `openssl dgst -sha256 -sign` with [`RSA_2048`] over `the canonical SignedInfo`.
pub(crate) const SHA256_BY_OPENSSL: &str = "4d72ca046d106473c322c3eb6486a33a496112f71233acbdd6bb41f148a6e0ac477d0af3ae37209497515cce8221e47b876e0041fc7d542959e283c2\
        af32b5acbab389a1d546ea81047df828d0d95eeefd49d354e939e417d01d48790759f483773d4ff04a6f047e1bc841409a2ccc41e32bb50b3e8f3873\
        b482295e3cb5629616eca1fdb92f9c28bbf4747400b77e7637e92c2c285f368d7b861b16f8c43fc2dcbf9dce6166aeb333673cbbd4d607bdefbfd8d7\
        46ff6f1f5dcb21fa3d8875778c26358b5dfac6a88c373cf4816444178887241e6914158225d243c17c9a455a875e14ad70eee68bd0a6fe2b0b01f4ba\
        6afa3cc08359b63d6fe59fd27d53c6a9";
