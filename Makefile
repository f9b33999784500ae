# Two commands matter: `make lab` (learn) and `make test` (check everything).
# This file only names things; the work is done in tools/.

PYTHON ?= python3
LESSON ?=
NAMES ?=
COURSE ?= build/assignment
OFFLINE_WHEELS ?=
REPOSITORY_URL ?=

ifeq ($(OS),Windows_NT)
VENV_PYTHON := .venv/Scripts/python.exe
else
VENV_PYTHON := .venv/bin/python
endif

# A Python named on the command line or in the environment must be the one in .venv;
# the default one is only needed to make .venv the first time.
ifneq ($(origin PYTHON),file)
INSTALL_FLAGS := --exact
endif

.DEFAULT_GOAL := help
.PHONY: help venv lab lab-source reset hub test ci notebooks figures proof solved student assignment bench site serve clean

help: ## list these targets
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1 | \2/p' Makefile | awk -F'|' '{printf "%-14s%s\n", $$1, $$2}'

venv: ## make .venv and install the pinned packages (the targets below do it for you)
	@"$(PYTHON)" -c "" 2>/dev/null || { echo "$(PYTHON) does not run here: install Python 3.11 or newer, or name yours: make lab PYTHON=python3.13"; exit 1; }
	@"$(PYTHON)" tools/install.py $(INSTALL_FLAGS)

lab: venv ## open your own copy of the lessons, my_course/, in JupyterLab
	@"$(VENV_PYTHON)" -m tools.lab

lab-source: venv ## open the original lessons, notebooks/, in JupyterLab
	@"$(VENV_PYTHON)" -m tools.lab --source

reset: venv ## put a fresh copy of one lesson into my_course/ and keep yours: make reset LESSON=01
	@"$(VENV_PYTHON)" -m tools.my_course reset "$(LESSON)"

hub: venv ## start JupyterHub for a class, on this machine alone (deploy/README.md)
	@"$(VENV_PYTHON)" -m tools.hub

test: venv ## lint, unit tests, and every notebook compared with its stored outputs
	@"$(VENV_PYTHON)" -m tools.run_tests

ci: venv ## make test and everything slower
	@"$(VENV_PYTHON)" -m tools.run_tests --slow

notebooks: venv ## run the notebooks again and store their outputs (all, or NAMES="00 01")
	@"$(VENV_PYTHON)" -m tools.lessons
	@"$(VENV_PYTHON)" -m tools.course_pages
	@"$(VENV_PYTHON)" -m tools.run_notebooks $(NAMES)

figures: venv ## draw the pictures in figures/rendered/ again
	@"$(VENV_PYTHON)" -m figures.render $(NAMES)

proof: venv ## photograph every page and every figure into build/proof/ (all, or NAMES="00 01")
	@"$(VENV_PYTHON)" -m tools.proof $(NAMES)

solved: venv ## fill in every answer from the bank, run the lessons, and demand Correct: build/solved/
	@"$(VENV_PYTHON)" -m tools.editions solved $(NAMES)

student: venv ## make a release without stored outputs, ready to hand out: build/student/ and student.zip
	@"$(VENV_PYTHON)" -m tools.editions student

assignment: venv ## make a course folder for nbgrader (its own environment in build/); COURSE=../my-class puts it elsewhere
	@"$(VENV_PYTHON)" -m tools.assignment --folder "$(COURSE)" $(NAMES)

bench: venv ## measure autograd_lite beside torch, micrograd, MyGrad and HIPS autograd (their own environment in build/)
	@"$(VENV_PYTHON)" -m benchmarks

site: venv ## build the course as a site into build/site/ (OFFLINE_WHEELS=dir for a school without internet)
	@"$(VENV_PYTHON)" -m tools.site $(if $(OFFLINE_WHEELS),--offline-wheels "$(OFFLINE_WHEELS)") $(if $(REPOSITORY_URL),--repository-url "$(REPOSITORY_URL)")

serve: venv ## show build/site/ in a browser, on this machine alone
	@"$(VENV_PYTHON)" -m tools.site --serve

clean: ## remove what was built, .venv too (never my_course/ or my_class/)
	@rm -rf build .venv .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
