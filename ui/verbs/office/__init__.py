"""``office``: the superior office's ledger from the command line. Each verb below it is one line here."""

from __future__ import annotations

from ui.verbs import Verb

VERBS: dict[str, Verb] = {
    "new": Verb("ui.verbs.office.register:new", "由名册（或去年的文件夹、去年的册）建立汇总册"),
    "roster": Verb("ui.verbs.office.register:write_roster", "把册里的名册写成 Excel"),
    "take": Verb("ui.verbs.office.taking:take_in", "收报告：文件、文件夹、压缩文件、邮件"),
    "status": Verb("ui.verbs.office.looking:show_status", "谁报了，谁没报，哪些文件对不上"),
    "sum": Verb("ui.verbs.office.looking:show_sum", "汇总，可写成 Excel、报告文件或 JSON"),
    "trace": Verb("ui.verbs.office.looking:show_trace", "一个汇总数字是哪些单位的"),
    "compare": Verb("ui.verbs.office.looking:show_comparison", "政府自己的报告与汇总比较，差在哪里、可能为什么"),
    "set": Verb("ui.verbs.office.deciding:set_state", "把一个单位设为已收、通过、退回或不需报送"),
    "assign": Verb("ui.verbs.office.deciding:assign_file", "指定一个对不上的文件是哪个单位的"),
    "return": Verb("ui.verbs.office.sending:send_back", "写出退回单，一个单位一个 Word 文件"),
    "remind": Verb("ui.verbs.office.sending:send_reminders", "写出催报单，一个未报单位一个 Word 文件"),
    "notice": Verb("ui.verbs.office.sending:write_notice", "写出通报（Word）"),
    "merge": Verb("ui.verbs.office.merging:merge_lower", "并入下级的册"),
    "data": Verb("ui.verbs.office.sending:write_data", "写出全部数据（CSV，装了扩充组件时还有 Parquet）"),
}
