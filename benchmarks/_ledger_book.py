"""One book for all: the same transfers as CSV for us, and as journals for ledger, hledger and beancount."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

UNITS = (("EUR", 2), ("UUR", 2), ("PLUIM", 0))
ACCOUNTS_PER_UNIT = (600, 300, 100)
FIRST_NUMBER = 10_000


@dataclass(frozen=True)
class Book:
    csv: Path
    journal: Path
    beans: Path
    balances: dict[tuple[str, str], int]
    """By account number and unit, in the smallest part."""
    accounts: list[tuple[str, str]]


def make_book(folder: Path, transfers: int) -> Book:
    """Two years of made-up transfers over 1,000 accounts in 3 units; the same every time."""
    chance = random.Random(2028)
    numbers, accounts = {}, []
    for (unit, _scale), count in zip(UNITS, ACCOUNTS_PER_UNIT, strict=True):
        numbers[unit] = [str(FIRST_NUMBER + len(accounts) + at) for at in range(count)]
        accounts += [(number, unit) for number in numbers[unit]]
    book = Book(folder / "book.csv", folder / "book.journal", folder / "book.beancount", {}, accounts)
    sums: Counter[tuple[str, str]] = Counter()
    with book.csv.open("w") as rows, book.journal.open("w") as journal, book.beans.open("w") as beans:
        rows.write("key,day,source,target,amount,text,document,earmark\n")
        for number, unit in accounts:
            beans.write(f"2027-01-01 open Assets:A{number} {unit}\n")
        for at in range(transfers):
            unit, scale = chance.choices(UNITS, weights=(6, 3, 1))[0]
            source, target = chance.sample(numbers[unit], 2)
            amount = chance.randint(1, 99_999)
            place = at * 730 // transfers
            day = f"{2027 + place // 365}-{place % 365 // 31 + 1:02}-{place % 28 + 1:02}"
            spelled = f"{amount // 10**scale}.{amount % 10**scale:0{scale}}" if scale else str(amount)
            rows.write(f"k{at},{day},{source},{target},{amount},Boeking {at},bon {at},\n")
            journal.write(f"{day} Boeking {at}\n    A{target}  {spelled} {unit}\n    A{source}  -{spelled} {unit}\n\n")
            beans.write(f'{day} * "Boeking {at}"\n  Assets:A{target}  {spelled} {unit}\n')
            beans.write(f"  Assets:A{source}  -{spelled} {unit}\n\n")
            sums[source, unit] -= amount
            sums[target, unit] += amount
    book.balances.update({key: amount for key, amount in sums.items() if amount})
    return book
