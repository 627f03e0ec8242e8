"""Sentences for pages, in several languages: enough of them that no two pages are alike."""

from __future__ import annotations

import random

ENGLISH = """
The ferry crosses the sound twice a day, and the tide decides when it leaves the eastern quay.
A survey of the dunes found that marram grass had spread further inland than in any year since 1974.
The council published the minutes of its March meeting, in which the new bridge was approved by nine votes to four.
Volunteers counted 312 pairs of terns on the shingle bank, a third more than the year before.
Most of the letters in the collection were written between 1881 and 1899 and are addressed to the harbour master.
The algorithm sorts the records in place and needs no more memory than a constant number of variables.
Rainfall in the catchment was measured with eleven tipping-bucket gauges that were calibrated every spring.
The first edition sold out within a week; a second, with corrections, appeared in November.
Local bakers say that the price of flour has doubled since the mill closed.
In the second half the visitors pressed hard, but the home side held on to win by a single goal.
The museum holds some forty thousand objects, of which about a tenth can be seen at any time.
Participants were asked to name the colour of the word and not to read it aloud.
The railway was extended to the coast in 1867, and with it came the first summer guests.
Her thesis compared the dialects of three valleys and was later reprinted as a book.
According to the harbour authority, dredging will begin after the herring season.
Each sample was dried at sixty degrees for two days and weighed again.
The choir meets on Thursdays in the old school; newcomers are welcome and need not read music.
Engineers replaced the bearings of the northern lock gate, which had worn unevenly.
A lighthouse keeper's diary from 1912 describes the storm hour by hour.
The report recommends that hedges be cut no more often than every third winter.
Two of the manuscripts had been bound together by mistake and were separated in the nineteenth century.
The committee found no evidence that the figures had been altered after the audit.
Once the dough has doubled in size, knead it again briefly and shape it into four loaves.
Children from the village school planted two hundred oaks along the new footpath.
The instrument records one value a second and keeps them for thirty days.
Critics praised the clarity of the strings and the restraint of the conductor.
The translation follows the wording of the first printing and notes all later changes in the margin.
Anyone who wishes to speak at the hearing should write to the clerk before the end of the month.
The islanders kept bees in hollow logs until well into the twentieth century.
In clear weather the mountains on the other side of the strait can be seen from the tower.
"""
GERMAN = """
Die Fähre überquert den Sund zweimal am Tag, und die Gezeiten bestimmen, wann sie ablegt.
Der Gemeinderat hat dem Bau der neuen Brücke mit neun zu vier Stimmen zugestimmt.
Im vergangenen Jahr wurden in den Dünen mehr als dreihundert Brutpaare gezählt.
Die Briefe der Sammlung stammen zumeist aus den Jahren 1881 bis 1899.
Nach Angaben der Hafenverwaltung beginnen die Arbeiten erst nach der Heringssaison.
Das Museum bewahrt rund vierzigtausend Gegenstände, von denen ein Zehntel ausgestellt ist.
Die Eisenbahn erreichte die Küste im Jahr 1867, und mit ihr kamen die ersten Sommergäste.
Der Teig muss eine Stunde ruhen, bevor er ein zweites Mal geknetet wird.
Ihre Dissertation verglich die Mundarten dreier Täler und erschien später als Buch.
"""
FRENCH = """
Le bac traverse le détroit deux fois par jour, et c'est la marée qui décide de l'heure du départ.
Le conseil municipal a approuvé la construction du nouveau pont par neuf voix contre quatre.
L'an dernier, plus de trois cents couples ont été dénombrés dans les dunes.
La plupart des lettres de la collection datent des années 1881 à 1899.
Selon la capitainerie, les travaux commenceront après la saison du hareng.
Le musée conserve quelque quarante mille objets, dont un dixième est exposé.
Le chemin de fer atteignit la côte en 1867, et avec lui arrivèrent les premiers estivants.
La pâte doit reposer une heure avant d'être pétrie une seconde fois.
"""
SPANISH = """
El transbordador cruza el estrecho dos veces al día, y la marea decide cuándo zarpa.
El ayuntamiento aprobó la construcción del nuevo puente por nueve votos contra cuatro.
El año pasado se contaron más de trescientas parejas en las dunas.
La mayoría de las cartas de la colección se escribieron entre 1881 y 1899.
El museo conserva unos cuarenta mil objetos, de los que se expone una décima parte.
El ferrocarril llegó a la costa en 1867 y con él los primeros veraneantes.
La masa debe reposar una hora antes de amasarla por segunda vez.
"""
JAPANESE = """
フェリーは一日に二回海峡を渡り、出航の時刻は潮の満ち引きによって決まります。
町議会は新しい橋の建設を九対四で可決しました。
昨年、砂丘では三百組を超えるアジサシの営巣が確認されました。
所蔵されている書簡の大半は一八八一年から一八九九年の間に書かれたものです。
博物館にはおよそ四万点の資料があり、そのうち一割ほどが展示されています。
鉄道が海岸まで延びたのは一八六七年のことで、最初の避暑客もその年に訪れました。
生地は一時間寝かせてから、もう一度こねます。
"""
ARABIC = """
تعبر العبّارة المضيق مرتين في اليوم، ويحدد المد والجزر موعد إبحارها.
وافق المجلس البلدي على بناء الجسر الجديد بتسعة أصوات مقابل أربعة.
أُحصي في العام الماضي أكثر من ثلاثمئة زوج من الطيور في الكثبان.
كُتبت معظم رسائل المجموعة بين عامي ١٨٨١ و١٨٩٩.
يضم المتحف نحو أربعين ألف قطعة، يُعرض عُشرها في أي وقت.
وصل القطار إلى الساحل عام ١٨٦٧ ومعه أول المصطافين.
"""
RUSSIAN = """
Паром пересекает пролив дважды в день, и время отплытия зависит от прилива.
Городской совет одобрил строительство нового моста девятью голосами против четырёх.
В прошлом году в дюнах насчитали более трёхсот пар крачек.
Большинство писем собрания написаны между 1881 и 1899 годами.
В музее хранится около сорока тысяч предметов, из которых выставлена десятая часть.
Железная дорога дошла до побережья в 1867 году, а с ней приехали и первые дачники.
"""
CHINESE = """
渡轮每天两次横渡海峡，开船时间由潮汐决定。
镇议会以九票对四票通过了新桥的建设方案。
去年在沙丘上统计到三百多对燕鸥。
馆藏书信大多写于一八八一年至一八九九年之间。
博物馆收藏约四万件文物，其中十分之一常年展出。
铁路于一八六七年修到海边，第一批避暑的游客也随之而来。
"""
_ALL = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "ja": JAPANESE,
    "ar": ARABIC,
    "ru": RUSSIAN,
    "zh": CHINESE,
}


def sentences(seed: str, number: int, lang: str = "en") -> list[str]:
    """Choose sentences; the same seed gives the same ones. Languages without sentences of their own get English."""
    every = _ALL.get(lang, ENGLISH).strip().splitlines()
    chance = random.Random(seed)  # noqa: S311 - variety, no secret
    return [each for _ in range(-(-number // len(every))) for each in chance.sample(every, len(every))][:number]


def paragraphs(seed: str, number: int = 4, lang: str = "en") -> str:
    """Write paragraphs of four sentences."""
    every = sentences(seed, 4 * number, lang)
    between = "" if lang in {"ja", "zh"} else " "
    return "\n".join(f"<p>{between.join(every[start : start + 4])}</p>" for start in range(0, len(every), 4))
