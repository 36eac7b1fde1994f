"""Whether a short text is what a person is called: by surname and length, and by not being a word of another kind."""

from __future__ import annotations

import re

__all__ = ["NAME", "clean_name", "is_labelled_name", "is_name"]

_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|东方|端木|南宫|独孤|呼延|澹台|闻人|轩辕|申屠|太史|百里|拓跋"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松"
    "井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仝肖闫佟涂覃蓝代付兰邸亓展苑海初仉岳帅郐晋楚"
)
# No given name holds these: what does is the name of a thing.
_NO_GIVEN = "乡镇县局委办部处科室所站队席务责职息网页绍历管件报查询级构址话间导分工简介员任副位体系统组社区村校院厂司街府厅表图片更多的与及其在是了或日时后由等告题录项类策法律计划访规目例公"
_GIVEN = rf"[^\W\d_a-zA-Z{_NO_GIVEN}]"
_SPACED_COMPOUND = "|".join(rf"{name[0]}\s?{name[1]}" for name in _COMPOUND.split("|"))
NAME = (
    rf"(?:(?:{_SPACED_COMPOUND})\s?{_GIVEN}(?:\s?{_GIVEN})?|[{_SURNAMES}]\s?{_GIVEN}(?:\s?{_GIVEN}){{0,1}}(?:(?=\s?同志)|(?!{_GIVEN}))"
    rf"|[\u4e00-\u9fff]{{2,8}}[·•・][\u4e00-\u9fff]{{2,10}})"
)
_NAME = re.compile(NAME)
# Words of two or three characters that begin like a name and are none.
_NO_NAME = frozenset(
    "平安 安全 金融 方案 时政 高清 高新 白云 江西 江苏 安徽 云南 广西 广东 山东 山西 河北 海南 东北 通用 通知 成果 文化 文明 文字 水利 水电 农民 农村 农业 应急 应用 关注 关闭 "
    "关联 申请 申诉 申报 解读 解答 经济 宣传 宣布 明确 景点 景区 别名 空白 路线 向上 向下 常用 常见 全文 全部 全国 全省 居民 司法 国家 国务 国际 国土 广播 利民 利企 红色 和谐 温馨 "
    "章程 家庭 家园 石油 花卉 马上 车辆 时事 时光 强国 乐园 贺信 项链 高考 高校 高中 步行 满意 支付 支持 支部 双随机 双公示 万隆 安西 古陂 石口 铁石 大阿 党建 党群 党风 党史 党员 "
    "政协 人大 安排 连接 连续 相关 边界 公开 公安 公告 公示 公文 向导 易地 终止 终身 容错 富民 松材 计生 计量 能源 池塘 路网 成效 成绩 林业 林地 林长 河长 水务 巩固 平台 平房 聚焦 余额 干净 干部 "
    "任免 任前 任命 查处 查找 管辖 房产 房屋 房地 单独 包容 包干 武装 武警 黄金 金额 金属 白皮书 时刻 时段 后续 都市 东方 师资 师生 车站 边疆 海洋 海关 海报 汽车 云平台 云端 全年 周年 成年 万年 历年 通信 贺信 管理 代理 经理 通道 连通 常规 和平 水和 文书 文秘 安置".split()
)
# Those of them that begin longer words as well; the others begin names of three characters too (林长青, 高新民).
_NO_BEGINNING = frozenset(
    "安全 金融 方案 时政 江西 安徽 广西 广东 山东 山西 河北 通用 通知 文化 水利 水电 农民 农村 农业 应急 应用 关注 关闭 关联 申请 申诉 申报 解读 解答 经济 宣传 宣布 全文 全部 全国 全省 "
    "居民 司法 国家 国务 国际 国土 广播 双随 双公 党建 党群 党史 党员 董事 花坛 政协 人大 连接 相关 公开 公安 公告 公示 公文 计生 计量 林业 林地 水务 干部 任免 任前 查处 房产 房屋 包容 武装 武警 金额 管理 代理 文书".split()
)
# Under a label only what is plainly the name of something else is refused.
_LABELLED = re.compile(
    r"[^\W\d_a-zA-Z职务工址邮电历绍乡镇县局委办部处科室所站队席责页网]{2,6}|[\u4e00-\u9fff]{1,8}[·•・][\u4e00-\u9fff]{1,10}"
)
_SPACES = re.compile(r"\s+")


def clean_name(text: str) -> str:
    """The name without spaces inside."""
    return _SPACES.sub("", text)


def is_name(text: str) -> bool:
    """Whether the whole text is what people are called: a surname with one or two characters, or a name with ·."""
    found = _NAME.fullmatch(text.strip())
    return found is not None and clean_name(text) not in _NO_NAME and clean_name(text)[:2] not in _NO_BEGINNING


def is_labelled_name(text: str) -> bool:
    """Whether what stands under 姓名 can be one: of the many peoples' names few begin with a listed surname."""
    if is_name(text):
        return True
    name = clean_name(text)
    return _LABELLED.fullmatch(name) is not None and name not in _NO_NAME and name[:2] not in _NO_BEGINNING
