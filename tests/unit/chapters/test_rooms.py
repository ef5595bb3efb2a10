"""What every chapter's room promises: a figure is a file, its experiment above and its drawing below."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

import nnbook.chapters

ROOMS = sorted(path.name for path in Path(nnbook.chapters.__file__).parent.iterdir() if path.is_dir())
DOORS = {room: import_module(f"nnbook.chapters.{room}") for room in ROOMS if not room.startswith("_")}
FIGURES = [
    (room, name.removesuffix("_drawing"))
    for room, door in DOORS.items()
    for name in door.__all__
    if name.endswith("_drawing")
]


def test_there_are_figures():
    assert len(FIGURES) >= 17


@pytest.mark.parametrize(("room", "figure"), FIGURES)
def test_a_figures_experiment_and_drawing_stand_in_the_file_of_its_name(room, figure):
    experiment, view = (getattr(DOORS[room], name) for name in (figure, f"{figure}_drawing"))
    assert experiment.__module__ == view.__module__ == f"nnbook.chapters.{room}.{figure}"


@pytest.mark.parametrize(("room", "figure"), FIGURES)
def test_a_figures_tests_stand_in_the_file_of_its_name(room, figure):
    assert (Path(__file__).parent / room / f"test_{figure}.py").exists()


@pytest.mark.parametrize("room", DOORS)
def test_each_file_of_tests_is_named_for_a_file_of_the_room(room):
    modules = {path.stem for path in Path(DOORS[room].__file__).parent.glob("*.py")} | {room}
    tests = Path(__file__).parent.joinpath(room).glob("test_*.py")
    assert {path.stem.removeprefix("test_") for path in tests} <= modules


@pytest.mark.parametrize(("room", "figure"), FIGURES)
def test_an_experiment_takes_its_axes_by_name_and_no_generator(room, figure):
    parameters = inspect.signature(getattr(DOORS[room], figure)).parameters.values()
    assert {p.kind for p in parameters} == {inspect.Parameter.KEYWORD_ONLY}
    assert "rng" not in {p.name for p in parameters}


@pytest.mark.parametrize("room", DOORS)
def test_a_rooms_names_stand_once_and_are_there(room):
    names = DOORS[room].__all__
    assert len(names) == len(set(names))
    assert all(hasattr(DOORS[room], name) for name in names)
