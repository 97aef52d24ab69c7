"""The Iv3-JSON of a municipality, invented: small, and all that CBS checks adds up.

Arnhem spends 20 million euros on three task fields and puts half a million in its reserves; the State pays 20.5
million, so half a million comes into its bank account.
"""

import json
from pathlib import Path
from typing import Any

Whole = dict[str, Any]
ARNHEM, PAASBERG, KLARENDAL = "GM0202", "BU02020845", "BU02020621"
BUURTHUIS = {"Kostenplaats": "600123", "KostenplaatsOmschrijving": "Buurthuis Paasberg", "BL": "L", "Bedrag": 300_000}
SUBSIDIES = {"Kostenplaats": 600200, "KostenplaatsOmschrijving": "Subsidies stad", "Categorie": "L4.3.8", "Post": "6.1"}
PARK = {"kostenplaats_code": "G-12", "kostenplaats_omschrijving": "Park Klarendal", "Grootboek": "4400"}
SHELTER = {"project": "P9", "project_omschrijving": "Opvang"}
BIN = {"Grootboek": "4400", "GrootboekOmschrijving": "Overige goederen"}


def whole(year: int = 2024, period: int = 5) -> Whole:
    return {
        "metadata": {
            "overheidslaag": "Gemeente",
            "overheidsnummer": "0202",
            "overheidsnaam": "Arnhem",
            "boekjaar": year,
            "periode": period,
            "status": "Realisatie" if period else "Begroting",
            "datum": "2025-07-10T09:30:00+02:00",
            "details_openbaar": True,
            "financieel_pakket": "Eigen",
            "export_software": "Eigen",
        },
        "contact": {"naam": "A. Afzender", "email": "iv3@arnhem.example", "telefoon": "026 1234567"},
        "data": {
            "lasten": [
                {"taakveld": "6.1", "categorie": "4.3.8", "bedrag": 300_000, "details": BUURTHUIS},
                {"taakveld": "6.1", "categorie": "4.3.8", "bedrag": 11_600_000, "details": SUBSIDIES},
                {"taakveld": "5.7", "categorie": "3.8", "bedrag": 2_500_000.75, "details": PARK},
                {"taakveld": "5.7", "categorie": "3.8", "bedrag": 2_499_999.25, "details": BIN},
                {"taakveld": "6.81b" if year < 2025 else "6.812", "categorie": "3.8", "bedrag": 100_000}
                | {"details": SHELTER},
                {"taakveld": "0.4", "categorie": "1.1", "bedrag": 3_000_000},
                {"taakveld": "0.10", "categorie": "7.1", "bedrag": 500_000},
            ],
            "baten": [
                {"taakveld": "0.7", "categorie": "4.3.1", "bedrag": 20_400_000},
                {"taakveld": "6.1", "categorie": "3.6", "bedrag": 100_000, "details": BUURTHUIS | OPPOSITE},
            ],
            "balans_lasten": [{"balanscode": "A23", "categorie": "6.1", "bedrag": 500_000}],
            "balans_baten": [{"balanscode": "P111", "categorie": "7.1", "bedrag": 500_000}],
            "balans_standen": [
                {"balanscode": code, "standper": moment, "bedrag": amount}
                for code in ("A23", "P111")
                for moment, amount in (("1 januari", 1_000_000), ("ultimo", 1_500_000))
            ],
            "kengetallen": [{"verslagperiode": f"Rek_{year}", "kengetal": "fk.3", "waarde": "31,5"}],
            "beleidsindicatoren": [],
        },
    }


OPPOSITE = {"BL": "B", "Bedrag": 100_000}


def write(path: Path, found: Any) -> Path:
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return path
