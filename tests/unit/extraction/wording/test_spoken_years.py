import pytest

from mingzhang.extraction.wording.spoken_years import own_years, subject_year


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2022年度收入120万元，2021年收入117万元", [2022, 2021]),
        ("比2021年增加，与2020年度相比", []),
        ("依据《关于2019年工作的通知》，2022年", [2022]),
        ("（川财〔2019〕3号）", []),
        ("投资2022万元", []),
    ],
)
def test_the_years_that_words_speak_of(words: str, years: list[int]) -> None:
    assert own_years(words) == years


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("支出12万元，", 2022),
        ("2021年支出12万元，", 2021),
        ("2022年支出12万元，2021年支出11万元，", 2022),
        ("2019年起，2020年支出12万元，", 2020),
        ("比2020年增加3万元，", 2022),
    ],
)
def test_the_year_of_a_sentence(words: str, year: int) -> None:
    assert subject_year(words, 2022) == year
