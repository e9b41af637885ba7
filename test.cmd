@echo off
rem test          lint, format, types, import layers and all tests
rem test bench    the benchmarks: each figure beside one of a named thing measured in the same run
rem test ARG...   pytest with these arguments, for example a file
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON=.venv\Scripts\python.exe"
if not exist "%PYTHON%" goto prepare
fc /b ".venv\requirements-test.lock" "requirements-test.lock" >nul 2>nul && goto start
:prepare
call tools\set_up.cmd test || exit /b 1
:start
set "PYTHONPATH="
set "PYTEST_ADDOPTS="
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
if "%~1"=="" goto all
if "%~1"=="bench" goto bench
"%PYTHON%" -m pytest -p no:benchmark %*
exit /b %errorlevel%
:bench
shift
if exist "%~1" (
  "%PYTHON%" -m pytest -q --benchmark-columns=median,iqr,rounds %1 %2 %3 %4 %5 %6 %7 %8 %9
) else (
  "%PYTHON%" -m pytest -q --benchmark-columns=median,iqr,rounds tests\bench %1 %2 %3 %4 %5 %6 %7 %8 %9
)
exit /b %errorlevel%
:all
"%PYTHON%" -m ruff check --quiet || exit /b 1
"%PYTHON%" -m ruff format --check --quiet || exit /b 1
"%PYTHON%" -m mypy || exit /b 1
"%PYTHON%" -c "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))" || exit /b 1
"%PYTHON%" -m pytest -q -n 2 -p no:benchmark
exit /b %errorlevel%
