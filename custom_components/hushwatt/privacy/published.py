"""The only texts that may go out: digests of those beside a document, the goals as they are.

The guard compares with these, so that a text that was changed anywhere is not
sent before it has been read again and published here.
"""

from collections.abc import Mapping

from ..vocabulary import PrivacyLevel

TEXTS: Mapping[str, PrivacyLevel] = {
    "97bd8b2944d37bdaf3b66a5390518100a450bcd08566074d945b933aa2068ca9": PrivacyLevel.BLINDED,
    "9727fdc6b10cb0aee9ccb63ad5f55648beb7c8f2257d1e236927efb2b8b8084b": PrivacyLevel.BLINDED,
    "97943b870c9a447345d2374b480eb2bd0338486a5b55c1e9251b16fb4f2ad9fd": PrivacyLevel.BLINDED,
    "d7b2a49a5ac496b64e5705750041f5fe3059332cb04381cf4ca7340c0107f8d1": PrivacyLevel.BLINDED,
    "f85a1ddb58373933c84e2bf8be102f75b61136c35795a66b8d118276b516119b": PrivacyLevel.BLINDED,
    "ec7b1a3380526066c76bc897a03e390dafdbde04a94067bc105f3cd585d31e4c": PrivacyLevel.BLINDED,
    "e89fbf2e35d4c1ff11118a0b8e4211e0cde948501acd1245a3d3396076376ab5": PrivacyLevel.BLINDED,
    "5767829c5242920fc8646ec09a7ca311441244c673eae9dc8cb8f7826cbc985a": PrivacyLevel.BLINDED,
    "a8e366d517b5583e20a0409eaed483d3bc5c8706c428e389e8613e63b2475469": PrivacyLevel.BLINDED,
    "2c35bca2c3e954a4c57f7384927ad60e8707d8414d0f3a3280711be8c9e04162": PrivacyLevel.BLINDED,
    "f5da41cd3ea2a41f83f67e3ec684a3b0638bdffb9d98e04feedc038c983afa32": PrivacyLevel.BLINDED,
    "2f887b272ef83188f831b39bbbfc59d83253d4bdcc06964d715348c5fc296cad": PrivacyLevel.BLINDED,
    "b777d90b0609c7ab085064c4808dc1cb4567d2618ac84dd1d5130e5e2fb71f41": PrivacyLevel.READABLE,
    "bbb1c22a838c9f933f3a586662922714215e0956e5674db19da58364e44ce7e7": PrivacyLevel.READABLE,
    "a7d86347834515c5ee2d694a2c24292ca8cb303bf9411849654c5a8fc4638d0b": PrivacyLevel.READABLE,
    "2e81067c7824709c44e7bc91b03172c1c32e61c431a29729db6ac723a8a810c4": PrivacyLevel.READABLE,
    "52d9abcc315bc502559017f92de5c5754df59ade3239227daeb2db545a112f2a": PrivacyLevel.READABLE,
    "6c55cb8b3e414c9b61a46b5c88c548e82efd26d053a649a1749b0312061248b5": PrivacyLevel.READABLE,
    "2e44f4b8185c5f3b3f73f1b2712f5fd6c14061573f8811850e65cb90a2f2bd51": PrivacyLevel.READABLE,
    "7a43fb8b65a94e5565e30980fbc14125cecb710770bbfa0d9d80ac89680abf05": PrivacyLevel.READABLE,
    "028c1b14ba3b68c79860795b26d816810e7ec2f34710f1e81731ed427e2bf5d4": PrivacyLevel.READABLE,
    "70a83af4aa8071e3750bf1385ddc333fd092ba924fc4571a5e88154f3fd9da20": PrivacyLevel.READABLE,
    "cf921a3d8b1d27f6c1920dd412b25f6b5ec5d3b0a8b491fa05d7b3ea5b1ef76a": PrivacyLevel.READABLE,
    "c8fd7f9345b2242d0750daabc9517aabc94473bff7a9e5a64e3f70475aeccf31": PrivacyLevel.READABLE,
    "4a749e4283e2487ce7db3f1c92ca40a72697d1ee1d56ddf0499b6bb3aac70ec5": PrivacyLevel.GOAL,
}

FORMATS: Mapping[PrivacyLevel, str] = {
    PrivacyLevel.BLINDED: "011813b60082a7dd91a626de5ccec3c7194216973ecea2a85ff4810a85257c71",
    PrivacyLevel.READABLE: "6f0a0fc4fa7059e98cc315f9ec331a4f859105451e007ca86b0e26c7b09d75c5",
    PrivacyLevel.GOAL: "05bf0ed1e8d33aaf040ac98072217358f3ca60a030877fa95a8b0a8ee0a08eed",
}

GOALS = frozenset(
    {
        "shift one fixed run under a time-varying price with an end limit",
        "fill one interruptible run under a time-varying price with an end limit",
        "shift several runs that share a limit under a time-varying price with end limits",
        "order in relax what is given up first where a run fits at no allowed time",
    }
)
