"""How each event is decoded.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain import kinds, logs
from sim.chain.codec import Array
from sim.chain.decoding import EventTable, event_table
from sim.chain.event_spec import EventSpec

__all__ = ["EVENTS"]

EVENTS: EventTable = event_table(
    [
        EventSpec(
            logs.Accelerated,
            "0x356d3c3473f5a1c066911ca7207f91f4bac106f0ade4e08434d9b544ea489a6c",
            (
                ("address", True),
                ("address", True),
                ("uint32", False),
                ("uint128", False),
                ("uint128", False),
            ),
        ),
        EventSpec(
            logs.AccountReplaced,
            "0xa139aec3cb26daf92c093b8d826d655df107a4c5b2435a40ea7f8f49b168c04a",
            (("address", True), ("address", True), ("address", True)),
        ),
        EventSpec(
            logs.ActionAnnounced,
            "0x68c3f8f6a9f2e6b91c888eacc4b98a498c08424099ed462dcaf412290fe9b549",
            (("uint256", True), (kinds.ANNOUNCEMENT, False)),
        ),
        EventSpec(
            logs.ActionCancelled,
            "0x427c44a594677f66ed055fca2706c0d4447d9f8b97b42b22a3ed9010c2481737",
            (("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.ActionFunded,
            "0x1a21a44c3ba426530af34551c42a8b74e7d675b0ecba3aa5227c308add824667",
            (("uint256", True), ("address", True), ("uint64", False), ("uint256", False)),
        ),
        EventSpec(
            logs.ActionMissed,
            "0xab6864fcda32d7cbc5f6e087ed3070237cf000af3c0c37703fbfa5ceedbb4b92",
            (("uint256", True), ("uint64", False), ("uint256", False)),
        ),
        EventSpec(
            logs.ActionPaid,
            "0x2f5e4d74b29626ce2414fa8be2efed83c19735e091c4e5ae0e273ba1a5adc445",
            (("uint256", True), ("uint64", False)),
        ),
        EventSpec(
            logs.ActionWithdrawn,
            "0xab7c91ce88e0a66d8f26095447edc8401995e4a185ee411d1f20f3a9ad3fd17a",
            (("uint256", True),),
        ),
        EventSpec(
            logs.AddressFrozen,
            "0x7fa523c84ab8d7fc5b72f08b9e46dbbf10c39e119a075b3e317002d14bc9f436",
            (("address", True), ("bool", True), ("address", True)),
        ),
        EventSpec(
            logs.AdminHandedOver,
            "0xa606a06af9efc664886099676848dc8b86953bf3a21df45ff5afcdd8559237d1",
            (("address", True), ("address", True)),
        ),
        EventSpec(
            logs.AdminHandoverStarted,
            "0x843779a23792a9a04cc163286bc1ec28dedac451cdd7931ed0a783cd7ba42c8c",
            (("address", True), ("address", True)),
        ),
        EventSpec(
            logs.Affirmed,
            "0x44ae703581bd91947527a8ddd4ed7bc1abc70e3e2c7de7eeec60b3ef2b1ccbc3",
            (("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.Approval,
            "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925",
            (("address", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.AwaitingMoney,
            "0x6efe7a96768b0d2d0fc2217950022f7d4174ea3fd5c18482c620c5f76ee46da9",
            (("uint256", True),),
        ),
        EventSpec(
            logs.Burned,
            "0x4bec313b95a1f7373890b5d9dce4c4737945f27093ca8f3e357bec1219299eaf",
            (("address", True), ("uint256", False), ("address", True)),
        ),
        EventSpec(
            logs.CancelRequested,
            "0x4f45a3bbce2de4ee8d69d6bf7dd2455dc927f1d1a50725b7292e0bf5aa06d8ab",
            (("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.Cancelled,
            "0x26deca31ff8139a06c52453ce8985d34f7648a6d9af1d283c4063d052c355a0f",
            (("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.CashFrozen,
            "0x97348b9e7edb19b54b9ab0dc7d4067c85213c4df0ff546502ceee67875d3e377",
            (("address", True), ("bool", True), ("address", True)),
        ),
        EventSpec(
            logs.ClaimRefused,
            "0x4a7e12b260f9811d837119cc43b33c6ef4ff75b3c47d5497d5c5478c691b2e35",
            (("uint256", True), ("address", True), (kinds.WITHHELD_REASON, False)),
        ),
        EventSpec(
            logs.Claimed,
            "0x4ec90e965519d92681267467f775ada5bd214aa92c0dc93d90a5e880ce9ed026",
            (("uint256", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.CostsBooked,
            "0x7634f3980442f06d1f9d549f3478c39a1550c6a41eabe57d5e9f17c20eba1026",
            (("address", True), ("address", True), ("uint128", False)),
        ),
        EventSpec(
            logs.CostsPaid,
            "0x1b4ea13c538fcc82f93889cb83ccf79ca8df619e5f12b693343f4fa3431dd4f2",
            (("address", True), ("address", True), ("uint128", False)),
        ),
        EventSpec(
            logs.CovenantsSet,
            "0xd321e29c877e92fa25fe9466b8b674840da107591667b43aa0bac922d89cd35b",
            (("address", True), (kinds.COVENANTS, False), (Array(kinds.GRACE), False)),
        ),
        EventSpec(
            logs.DefaultCured,
            "0x89cecb096dc55ad802eb7c90665564dae151b0e886d37d8b49da4a74eb59874e",
            (("address", True), ("address", True)),
        ),
        EventSpec(
            logs.DefaultDeclared,
            "0xab910a4ef2b6cd010610d509e4fe6ad18a96bff19c5ed640000696026d391de1",
            (("address", True), ("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.DefaultInterestCharged,
            "0x01122c45aa0caf4fb2a4543f6f1625d94b2fc5269708aaad19cf00c9e0ac8908",
            (("uint256", True), ("uint256", True), ("uint32", False)),
        ),
        EventSpec(
            logs.DefaultWaived,
            "0x5dc38fa1ccfca0f6ac694434a048558fdad98e96be8f8edb1542b627e7db6062",
            (("address", True), ("uint256", True)),
        ),
        EventSpec(
            logs.EIP712DomainChanged,
            "0x0a6387c9ea3628b88a633bb4f3b151770f70085117a15f9bf3787cda53f13d31",
            (),
        ),
        EventSpec(
            logs.Elected,
            "0xed7ab5ec2226069f6ebb08e7031415056df9ce5b809a350d3c471841b15bf682",
            (("address", True), ("uint16", True), ("address", True), ("uint64", False)),
        ),
        EventSpec(
            logs.Enacted,
            "0x131c7fdd81d884ca8ba4f503abea72d3d0643ff97fe0fc09696422fcc8fa69d8",
            (("uint256", True), ("address", True)),
        ),
        EventSpec(
            logs.Expired,
            "0xa609c206e731d34bcd0dc5021ec5585c96ad925fcb32496f9c6fcea927aebe88",
            (("uint256", True), (kinds.REASON, False)),
        ),
        EventSpec(
            logs.FlatSet,
            "0x0ce858cb2a6971db4e901c25a04140b47bf80f8b9157bf699bb29e0fd609797a",
            (("address", True), ("bool", False)),
        ),
        EventSpec(
            logs.ForcedTransfer,
            "0x7b3ce50c216d2ccf9919c6b9f1bfb33f0350a33010f188750b4af38e00448138",
            (("address", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.Frozen,
            "0x68e0d8c112165d0949ce87205b719ed7d98c7401866c34a159f7c67c6f5620e7",
            (("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.FundingConfirmed,
            "0x56e19ad520bbcdf6bc5aefaeffdb87a865c03a12595c65efca0fe5ed14a2560e",
            (("uint256", True), ("bytes32", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.HoldersCounted,
            "0xcb1f25ad5d072961ed6c4257bb3bb1909f2b1f384834e16b0b95f3fef547798f",
            (("uint256", True), ("uint64", False), ("uint256", False)),
        ),
        EventSpec(
            logs.Instructed,
            "0x7993fe80c7419ec5bf736288fcd4e353f876fd51d727babe437f3dd962e976a3",
            (("uint256", True), ("address", True), (kinds.ECONOMICS, False)),
        ),
        EventSpec(
            logs.InvestorRecorded,
            "0x509fdcaf41ba5711645a9d55c0a6b094aa3c0fb3dfabeed2f2f1f5d6d86e1aab",
            (
                ("address", True),
                (kinds.INVESTOR_CLASS, False),
                ("uint16", False),
                ("uint40", False),
                ("bool", False),
                ("bool", False),
                ("bool", False),
                (kinds.REGISTER_CHANGE, False),
                ("address", True),
            ),
        ),
        EventSpec(
            logs.Lapsed,
            "0x104cf86b21b33fd08bf2435f193c46a384e88ce237bac52dbd838abf5e84c8d0",
            (
                ("uint256", True),
                ("address", True),
                ("uint64", False),
                ("address", True),
                ("uint256", False),
            ),
        ),
        EventSpec(
            logs.Locked,
            "0x9f1ec8c880f76798e7b793325d625e9b60e4082a553c98f42b6cda368dd60008",
            (("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.MarketClaimRaised,
            "0x133eb50fbae63f2a8130459b2bcd7e9820e1455e3e61d7e9dbfcade97c51952c",
            (
                ("uint256", True),
                ("uint256", True),
                ("uint256", True),
                ("address", False),
                ("address", False),
                ("uint256", False),
            ),
        ),
        EventSpec(
            logs.Matched,
            "0x06cdd1467093b5747ffd33a6efc4cbc16767f3ead7a606a5563d8b84037bf91d",
            (("uint256", True),),
        ),
        EventSpec(
            logs.MeetingClosed,
            "0xf412231ffab0bd7aa7e8f9c1fbc0be2b18d64a4d8e9a7dfe6cd4513427322af0",
            (
                ("uint256", True),
                (kinds.OUTCOME, False),
                ("uint64", False),
                ("uint64", False),
                ("uint64", False),
            ),
        ),
        EventSpec(
            logs.Minted,
            "0xfd1ba5519feb014ad2f631cbd516bd3cec96be935749391554d122972593e7bf",
            (("address", True), ("uint256", False), ("address", True)),
        ),
        EventSpec(
            logs.MoneyConfirmed,
            "0x99bd7a703959c365fcb8047bf262bf6a15dfa5755a215ad121b187ae3ef42bf0",
            (("uint256", True), ("bytes32", True), ("uint256", False)),
        ),
        EventSpec(
            logs.MoneyReturned,
            "0xc24b93e61fb58c1236fff8462c0bad7b73ffb31307b392dfb77a3caf9cf1184e",
            (("uint256", True), ("bytes32", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.OfferRuleSet,
            "0x6d1de8a9f7930575efffd1dd36d09d55744cb09fcaf55d4e21cf79ae2a558b66",
            (("address", True), (kinds.OFFER_RULE, False), ("uint16[]", False), ("address", True)),
        ),
        EventSpec(
            logs.OptionExercised,
            "0x71e4427c29a11357022d0f730cce528c6be6858d34443a1aa8a665e79d28ef88",
            (
                ("address", True),
                ("uint256", True),
                (kinds.OPTION_KIND, False),
                ("uint16", False),
                ("uint40", False),
                ("uint64", False),
            ),
        ),
        EventSpec(
            logs.OptionsSet,
            "0x5e6c630eda552e465268ca4fe396ee2e485e98c80168fbc9ef7fc51851a8d3b0",
            (("address", True), (Array(kinds.OPTION), False)),
        ),
        EventSpec(
            logs.OrderAllocated,
            "0xaa321b8d73fe98bacfb21a4e67073b7b5fd6379ae7ff582ccd5107d5fa3e1fe4",
            (("uint256", True), ("uint64", False), (kinds.ORDER_REASON, False)),
        ),
        EventSpec(
            logs.OrderRefused,
            "0x68abf9bf46930a6be093802e4bb1f9e0a3296b7f4cdc0e199d1c62ce1f26db9d",
            (
                ("uint256", True),
                ("address", True),
                ("uint64", False),
                ("uint64", False),
                ("uint8", False),
                (kinds.ORDER_REASON, False),
            ),
        ),
        EventSpec(
            logs.OrderSubmitted,
            "0x12815970957c67e72dab66540c7e0fea334b2f56091f806c0deb036b0ce609e9",
            (
                ("uint256", True),
                ("address", True),
                ("uint64", False),
                ("uint64", False),
                ("uint8", False),
            ),
        ),
        EventSpec(
            logs.OrderWithdrawn,
            "0xd62cd5d77b87be77058a180c76201ec55d77389c9c86ee62eec89d2b8981be2a",
            (("uint256", True),),
        ),
        EventSpec(
            logs.Paid,
            "0x0d0b79f010522f691ee1aafbb2570615fc7ac7aa9bb2d5cdccc8bf5ec4c2a709",
            (
                ("uint256", True),
                ("address", True),
                ("uint64", False),
                ("uint256", False),
                ("uint256", False),
                ("uint256", False),
            ),
        ),
        EventSpec(
            logs.ParticipantSet,
            "0xd068c677bee48f28e4eaf8fa64e0a2dfe038268e2c6147f34126daf8d2eff757",
            (("address", True), ("bool", True), ("address", True)),
        ),
        EventSpec(
            logs.Paused,
            "0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258",
            (("address", False),),
        ),
        EventSpec(
            logs.Prepositioned,
            "0x244d3e5a541e44dc2bcb1936413c7f6bd9d058665c5335b0cdb25db72147a70b",
            (("uint256", True),),
        ),
        EventSpec(
            logs.Priced,
            "0xa414a9d8726a5c25d92eb5be6dc96142d069fe5d0eef4128e927d7a29bb6aa73",
            (("uint64", False), ("uint40", False), ("uint64", False), ("uint64", False)),
        ),
        EventSpec(
            logs.PrimaryInstructed,
            "0x737bfe362890fe05aa6b9b97485493c8bb0c984d2de33dd57b6dda789083ed53",
            (("uint256", True), ("uint256", True)),
        ),
        EventSpec(
            logs.Proposed,
            "0xd29210d9869810ced3394274058ec58bc9eae8484ece10d6b5fe15d3f37c2ead",
            (
                ("uint256", True),
                ("address", True),
                ("address", True),
                (kinds.MATTER, False),
                (kinds.MEETING, False),
                (kinds.AMENDMENT, False),
            ),
        ),
        EventSpec(
            logs.RateFixed,
            "0x72b85591ff208b1c35214a5ab6a36e439e74731e559c34784a64de6584917d36",
            (("uint16", True), ("int64", False), ("uint64", False), ("bool", False)),
        ),
        EventSpec(
            logs.RecordAdded,
            "0x15b8ecaa2474583442f71fc327e79297be5e27677a87c52ece6c9c5ed186d660",
            (("uint32", True), ("uint40", False)),
        ),
        EventSpec(
            logs.RecordStruck,
            "0x8cba0b6abd18292b657b04270305f4f55874764b68aafc74bf070077a05d36e6",
            (("uint16", True), ("uint32", False)),
        ),
        EventSpec(
            logs.RecoveryConfirmed,
            "0xe0f01aaa6c4db8ef76b3d728d0f129c23ef37ccf48e6c76875f9526425139672",
            (("address", True), ("bytes32", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.RecoveryDistributed,
            "0xc008be81e05bba4f235ae2693806f841026d22aea41886e1c4582d71495408f1",
            (
                ("address", True),
                ("uint256", True),
                ("uint64", False),
                ("uint128", False),
                ("uint128", False),
                ("uint128", False),
            ),
        ),
        EventSpec(
            logs.RecoveryReceived,
            "0x4d9e0a6a137c0d60c59c662acb47bd3c6fd867ea3e1b1be54035cdee9022762d",
            (("address", True), ("address", True), ("uint128", False)),
        ),
        EventSpec(
            logs.RecoveryReturned,
            "0x2c47ef55e3cc971d1163632564c4377b5c50616438f83b4d90bc01310e8ab036",
            (("address", True), ("address", True), ("uint128", False)),
        ),
        EventSpec(
            logs.RecoveryStarted,
            "0xc2b7db7c8c7f7e994046a790a1d01737b6c2b89d7b871ea5ca5ccaddd7d7d4be",
            (("address", True), ("uint128", False), ("uint128", False)),
        ),
        EventSpec(
            logs.RecoverySuccess,
            "0xf0c9129a94f30f1caaceb63e44b9811d0a3edf1d6c23757f346093af5553fed0",
            (("address", True), ("address", True), ("address", True)),
        ),
        EventSpec(
            logs.Rescinded,
            "0x41834386bb756d402b38a4ee54f1091971775c7346475ca885865c4d0c2e23a1",
            (("address", True), ("address", True)),
        ),
        EventSpec(
            logs.RoleGranted,
            "0x570d3756e5b890fbf84c01fc2daf898fa7e95ae3ca9f1ed5edf012eacb5c6ce6",
            ((kinds.ROLE, True), ("address", True), ("address", True)),
        ),
        EventSpec(
            logs.RoleRevoked,
            "0x5a8379f4a3380f87fd5924475f76a3471ac8d775668601653e3f9ef69a3dd271",
            ((kinds.ROLE, True), ("address", True), ("address", True)),
        ),
        EventSpec(
            logs.Settled,
            "0xf5b268a3ff315cc44ccceeef86259c9e8eef81ceecb14001543809115380dd62",
            (("uint256", True), ("uint256", False)),
        ),
        EventSpec(
            logs.SettlementFailed,
            "0x7a993d1af7a3d94ce27c1df71d8134a66789c5d2944165e50b90640b4da61153",
            (("uint256", True), (kinds.REASON, False), ("uint256", False)),
        ),
        EventSpec(
            logs.SettlementSkipped,
            "0x66d5cafc82bd533182e6c2cf504cd99ef80340277aba252dd61e7f6bc52c5392",
            (("uint256", True), (kinds.STATUS, False)),
        ),
        EventSpec(
            logs.TakenUp,
            "0xa5637cc537b0cb8610db56a787eee545283ccacfc364b551cb35d43d57305525",
            (("uint256", True), ("uint256", True), ("uint256", True)),
        ),
        EventSpec(
            logs.TaxHeld,
            "0x0b15f05ecf0028369c6c091f97b9ca9a09a447e6b4e9f711dff369f2b787fc85",
            (("uint256", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.TaxPaid,
            "0xd2869042412850d41d21e524c9a9f623ef1fdc25901b15061ba475ba82114d1f",
            (("uint256", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.TermsSet,
            "0x861031e70aed1423e0f97531dc3a23649b7aae9a4a1a9b6e452fb94c60243090",
            (
                ("address", True),
                ("uint16", True),
                ("bytes32", False),
                (kinds.TERMS, False),
                (Array(kinds.PERIOD), False),
            ),
        ),
        EventSpec(
            logs.TokensFrozen,
            "0xa065e63c631c86f1b9f66a4a2f63f2093bf1c2168d23290259dbd969e0222a45",
            (("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.TokensUnfrozen,
            "0x9bed35cb62ad0dba04f9d5bfee4b5bc91443e77da8a65c4c84834c51bb08b0d6",
            (("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.Transfer,
            "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
            (("address", True), ("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.UnitsCancelled,
            "0x8da312e6279473c20f1556c96dc778380e3dd950e8e9589ade4d621486fc5475",
            (("address", True), ("address", True), ("uint64", False)),
        ),
        EventSpec(
            logs.Unlocked,
            "0x0f0bc5b519ddefdd8e5f9e6423433aa2b869738de2ae34d58ebc796fc749fa0d",
            (("address", True), ("uint256", False)),
        ),
        EventSpec(
            logs.Unpaused,
            "0x5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa",
            (("address", False),),
        ),
        EventSpec(
            logs.Voted,
            "0x819683cd53ca4d4bf7f45fbcef381a8ffa399226f886d8001deb4c93d3f09882",
            (("uint256", True), ("address", True), ("bool", False), ("uint64", False)),
        ),
        EventSpec(
            logs.Withheld,
            "0xc4059f84f39ce33470352e50851ace9ea850fde7074edda9a50da9ca1be904f7",
            (
                ("uint256", True),
                ("address", True),
                ("uint64", False),
                ("uint256", False),
                ("uint256", False),
                ("uint256", False),
                (kinds.WITHHELD_REASON, False),
            ),
        ),
    ]
)
