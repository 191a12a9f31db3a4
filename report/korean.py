"""``REPORT.ko.md``: the summary in Korean, for the article's readers; figures from the results."""

from typing import Any

from report import figures, load, otherwise, parties, situations, tables
from report.claims import cell, hanging
from report.figures import Row
from report.load import Results
from report.text import anchor, interval, size

VERDICTS = {
    "holds": "맞다",
    "holds partly": "일부만 맞다",
    "does not hold": "틀리다",
    "not executed": "실행하지 않음",
}

#: What is said of a verdict that hangs on little; on what, the English report tells.
HANGS = ", 단 하나의 차이, 사람이 정한 말, 또는 주장보다 좁은 실행에 달려 있음"

_INTRO = """\
# PyTorch 프로젝트의 설정 관리, 무엇을 쓸까?

*이 문서는 [`results.json`](results.json)에서 계산되었고, 사람이 적어 넣은 숫자는 없다. 비교에 쓰인
프로그램(어댑터)도 configbench를 만든 사람들이 작성했으며, 그중 누구도 비교 대상 라이브러리의
메인테이너가 아니다. 학습 프로그램 하나로 비교한 것이므로 취향이나 배우기 쉬운 정도, 아래 시험
밖의 기능은 알 수 없다. 전체 보고서(영어): [REPORT.md](REPORT.md)*

같은 Deep Knowledge Tracing 학습 코드를 여러 설정 라이브러리로 각각 실행하고, 학습 함수에 실제로
**도착한** 값과 타입을 하나씩 확인했다. 설정 라이브러리가 무엇을 한다고 말하는지는 보지 않는다.
"""

_KEY = """\
## 표를 읽는 법

* **줄 수**: 도움말을 뺀 프로그램과 설정 파일의 줄 수.
* **조용히 틀림**: 라이브러리가 맡은 명령줄 시험 가운데, 오류 없이 요청과 다른 값으로 학습했거나
  잘못된 입력을 그대로 받아들인 횟수. 가장 위험한 결과다. 괄호 안은 직접 짠 코드가 맡은 칸이다.
  누가 맡았는지는 사람이 정하지 않고, 프로그램에서 직접 짠 코드 조각을 빼고 다시 실행해 잰다.
* **타입 바뀜**: 값은 같지만 타입이 달라진 횟수(예: `tuple`이 `list`로).
* **재실행**: 모든 설정을 바꿔 저장한 실행을 빈 폴더로 옮겨 다시 학습했을 때 설정과 가중치가
  똑같은가.
* **시작 시간**: 라이브러리를 쓰지 않은 같은 프로그램의 몇 배가 걸리는가. 같은 라운드끼리 나눈 값의
  중앙값과 95 % 신뢰구간. *여기서 더 걸린 ms*는 그 차이이며, 기계와 시각이 바뀌면 훨씬 많이 변한다.
* **MiB**: PyTorch, NumPy, scikit-learn이 이미 있는 환경에 추가되는 크기.

표의 모든 칸은 명령 하나로 다시 확인할 수 있다. 명령은 [REPORT.md](REPORT.md)에 있고, 준비는
`make benchmark`가 한다.
"""


#: Where it is told who answers for the cells; in English.
_PARTIES = """\
어떤 조각이 어떤 칸을 좌우하는지, 그 작성법이 라이브러리 문서에 나오는지는
[{page}]({page})(영어)에 있다.
"""


def render(results: Results) -> str:
    """Return the whole summary."""
    table = figures.rows(results)
    parts = [
        _INTRO,
        _needs(results, table),
        _table(table),
        _where(results),
        _KEY,
        _PARTIES.format(page=parties.PAGE) if load.parties(results) else "",
        _claims(results.get("claims", {})),
        _tables(results.get("tables", {})),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _needs(results: Results, table: list[Row]) -> str:
    lines = ["## 필요에 따라 고르기", ""]
    for one in situations.situations(results, table):
        name = f"**{one.row.title}**" if one.row else "아직 없음"
        lines.append(f"* {one.title}: {name}")
    return "\n".join(lines) + "\n"


def _table(table: list[Row]) -> str:
    head = [
        "## 비교",
        "",
        "| | 라이브러리 | 줄 수 | 시작 시간, 배 | MiB |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    return "\n".join([*head, *map(_row, table), *_notes(table)]) + "\n"


def _notes(table: list[Row]) -> list[str]:
    notes = [
        f"* {row.title}: 외부에서 가져온 프로그램이며 다음이 증명되지 않았다: {cell(row.unproven)}"
        for row in table
        if row.unproven
    ]
    if some := [row for row in table if row.elsewhere]:
        named = ", ".join(row.title for row in some)
        notes.append(
            f"* {otherwise.MARK}: 다른 파이썬 버전에서는 결과가 다른 칸이 있다"
            f"([{otherwise.PAGE}]({otherwise.PAGE}), 영어): {named}"
        )
    if some := [row for row in table if row.unknown]:
        named = ", ".join(f"{row.title}({row.unknown}칸)" for row in some)
        notes.append(
            "* 라이브러리와 직접 짠 코드 중 누가 맡았는지 아직 재지 않은 칸은 어느 쪽으로도 세지 "
            f"않았다(`python -m benchmarks parties`로 잰다): {named}"
        )
    if any(row.other_run for row in table):
        notes.append(
            "* *다른 실행*: 배수는 그 실행의 같은 라운드에서 잰 값이라 나란히 볼 수 있지만, "
            "ms는 비교할 수 없다."
        )
    return ["", *notes] if notes else []


def _row(row: Row) -> str:
    if row.note:
        return f"| **{row.title}** | {row.library} | 설치되지 않음 | | |"
    values = [
        f"**{row.title}**",
        row.library,
        "" if row.lines is None else str(row.lines),
        interval(row.start, digits=2),
        size(row),
    ]
    return "| " + " | ".join(values) + " |"


def _where(results: Results) -> str:
    machine = results["machine"]
    return (
        f"측정일 {results['created'][:10]} · {machine['cpu']}, 코어 {machine['cores']}개, "
        f"{machine['kind']} · Python {machine['python']}\n"
    )


def _claims(claims: dict[str, Any]) -> str:
    if not claims:
        return ""
    counts = {
        said: sum(each["verdict"] == verdict for each in claims.values())
        for verdict, said in VERDICTS.items()
    }
    shown = ", ".join(f"{said} {count}개" for said, count in counts.items() if count)
    return "\n".join(
        [
            "## 글의 주장 검증",
            "",
            "이 프로젝트는 「설정 관리: Hydra」라는 한국어 글에서 출발했다. 글의 주장을 하나씩 "
            "참인지 거짓인지 가릴 수 있는 진술로 나누어 실제로 실행해 보았다. "
            "모든 진술이 참이면 *맞다*, 일부만 참이면 *일부만 맞다*, "
            f"하나도 참이 아니면 *틀리다*로 판정한다. 결과: {shown}.",
            "",
            "| | 주장 | 판정 | 확인한 것 | 직접 해 보기 |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {name} | {cell(each['korean'])} | **{VERDICTS[each['verdict']]}**"
                f"{hanging(each, HANGS)} | {cell(each['seen_ko'])} | `{each['reproduce']}` |"
                for name, each in claims.items()
            ),
            "",
        ]
    )


def _tables(found: dict[str, Any]) -> str:
    if not found:
        return ""
    return "\n".join(
        [
            "## 공개 비교표 실행",
            "",
            "라이브러리 개발자들이 공개한 비교표의 칸마다 작은 프로그램을 써서 지금 배포판으로 "
            f"실행해 보았다. 자세한 표는 [REPORT.md](REPORT.md#{anchor(tables.title())})"
            "(영어)에 있다.",
            "",
            "| 비교표 | 칸 | 표와 다른 칸 |",
            "| --- | ---: | --- |",
            *(
                f"| [{cell(table['title'])}]({table['page']}) "
                f"| {sum(1 for _ in tables.tabled(table))} | {_differing(table)} |"
                for table in found.values()
            ),
            "",
        ]
    )


def _differing(table: dict[str, Any]) -> str:
    return "; ".join(
        f"{cell(table['libraries'][each.library]['title'])} "
        f"{cell(table['statements'][each.statement]['title'])} {each.sign}"
        for each in tables.tabled(table)
        if each.differs
    )
