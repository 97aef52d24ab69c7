"""The front end is made from locked packages, holds only what is asked for, and reads well."""

import json
import re
from pathlib import Path

import pytest

from limonade.design.bundle import COMMENT, OWN_CSS_DIR, bundle

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "package-lock.json"

# Text and the ground it may stand on, without the prefix --limonade-color-.
GROUNDS = ("ground", "surface", "ink-100", "lemon-50", "lemon-soft")
RAMPS = ("leaf", "clay", "lemon", "amber", "ink")
PAIRS = (
    *((text, ground) for ground in GROUNDS for text in ("ink", "ink-soft", "leaf", "clay", "lemon-text", "ink-500")),
    *(("ink", ground) for ground in ("lemon", "lemon-200", "leaf-soft", "clay-soft", "amber-100")),
    *((f"{ramp}-{step}", f"{ramp}-100") for ramp in RAMPS for step in (500, 600, 700)),
    *((f"{ramp}-400", f"{ramp}-50") for ramp in RAMPS),
    *((f"{ramp}-600", f"{ramp}-200") for ramp in RAMPS),
    *(("surface", ground) for ground in ("leaf", "leaf-600", "clay", "clay-600", "ink")),
    *((text, "ink") for text in ("on-ink", "on-ink-soft", "lemon")),
    *(("on-ink", ground) for ground in ("leaf", "clay")),
    ("leaf", "lemon"),
)
LEAST_CONTRAST = 4.5


def _package(node_modules: Path, name: str, files: dict[str, str]) -> None:
    folder = node_modules / name
    about = json.dumps({"name": name, "version": "1.2.3", "license": "EUPL-1.2"})
    for path, text in {"package.json": about, "LICENSE.md": "See https://example.org/licence", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    folder = tmp_path / "node_modules"
    button = '/* https://example.org */ @charset "UTF-8"; .b{color:var(--b-color)} /*# sourceMappingURL=b.css.map */'
    tokens = (
        ".theme, :root { --b-color: var(--ramp-500); --ramp-500: #123456; --ramp-50: #ffffff;"
        " --unused: url(\"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'>\"); --own: 1px }"
    )
    face = "@font-face { font-family: F; src: url(./files/f-{}-wght-normal.woff2) format('woff2'); }"
    subsets = ("latin", "latin-ext", "vietnamese")
    _package(folder, "@some/button-css", {"dist/button.css": button})
    _package(folder, "@some/voorbeeld-design-tokens", {"dist/variables.css": tokens})
    _package(folder, "@some/else", {"dist/index.css": ".else{color:red}"})
    fonts = {f"files/f-{subset}-wght-normal.woff2": subset for subset in subsets}
    sheet = "\n".join(face.replace("{}", subset) for subset in subsets)
    _package(folder, "@fontsource-variable/f", {"wght.css": sheet, **fonts})
    return folder


@pytest.fixture
def made(node_modules: Path, tmp_path: Path) -> Path:
    own = tmp_path / "own"
    own.mkdir()
    (own / "limonade.css").write_text(".x { margin: var(--own) } /* var(--ramp-50) */", encoding="utf-8")
    bundle(node_modules, tmp_path / "out", own)
    return tmp_path / "out" / "design"


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    packages = {name: about for name, about in json.loads(text)["packages"].items() if name}
    assert packages
    assert [name for name, about in packages.items() if not about.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, about in packages.items() if {"resolved", "funding"} & about.keys()] == []
    assert "http" not in text


def test_every_package_is_pinned_exactly() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert wanted
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_keeps_the_tokens_in_use_and_drops_the_others(made: Path) -> None:
    css = (made / "components.css").read_text(encoding="utf-8")
    assert ":root {" in css
    assert "--b-color: var(--ramp-500);" in css, "a component asks for it"
    assert "--ramp-500: #123456;" in css, "another token asks for it"
    assert "--own: 1px;" in css, "our own style sheet asks for it"
    assert "--ramp-50:" not in css, "only a comment asks for it"
    assert "--unused" not in css


def test_bundles_only_our_kinds_of_package_and_no_map(made: Path) -> None:
    css = (made / "components.css").read_text(encoding="utf-8")
    assert ".b{color:var(--b-color)}" in css
    assert ".else" not in css
    assert "sourceMappingURL" not in css
    assert css.count("@charset") == 1


def test_fonts_lie_next_to_their_style_sheet(made: Path) -> None:
    css = (made / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("([^"]+)"\)', css)
    assert files == ["f-latin-wght-normal.woff2", "f-latin-ext-wght-normal.woff2"]
    assert all((made / name).exists() for name in files)
    assert sorted(path.name for path in made.glob("*.woff2")) == sorted(files)


def test_no_address_outside_comments(made: Path) -> None:
    for path in made.glob("*.css"):
        assert not re.search(r"https?://", COMMENT.sub("", path.read_text(encoding="utf-8"))), path.name


def test_licences_name_every_bundled_package_and_carry_each_text_once(made: Path) -> None:
    text = (made / "licences.txt").read_text(encoding="utf-8")
    for name in ("@some/button-css", "@some/voorbeeld-design-tokens", "@fontsource-variable/f"):
        assert f"{name} 1.2.3, EUPL-1.2\n" in text
    assert "@some/else" not in text
    assert text.count("See https://example.org/licence") == 1


@pytest.mark.parametrize(
    "css",
    [
        '@import "other.css";',
        ".a{background:url(https://example.org/a.png)}",
        ".a{background:url('//example.org/a.png')}",
        "@font-face{src:url(data:font/woff2;base64,AAAA)}",
    ],
)
def test_refuses_what_comes_from_elsewhere(node_modules: Path, tmp_path: Path, css: str) -> None:
    _package(node_modules, "@some/alert-css", {"dist/index.css": css})
    with pytest.raises(SystemExit, match=r"components\.css not written"):
        bundle(node_modules, tmp_path / "out")
    assert not (tmp_path / "out" / "design" / "components.css").exists()


def test_says_what_to_do_without_packages(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="npm ci"):
        bundle(tmp_path, tmp_path / "out")


def _own_colours() -> dict[str, str]:
    css = COMMENT.sub("", (OWN_CSS_DIR / "tokens.css").read_text(encoding="utf-8"))
    values = dict(re.findall(r"--limonade-color-([\w-]+):\s*([^;]+);", css))
    follow = re.compile(r"var\(--limonade-color-([\w-]+)\)")
    return {name: values[match[1]] if (match := follow.fullmatch(value)) else value for name, value in values.items()}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_reads_well_on_its_ground(text: str, ground: str) -> None:
    colours = _own_colours()
    dark, light = sorted([_luminance(colours[text]), _luminance(colours[ground])])
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST
