@echo off
rem Picks a Python that the lock has wheels for and lets it do the set-up; with none, says what is missing.
for %%v in (3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v "%~dp0set_up.py" %* 1>&2
    exit /b
  )
)
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && (
  python "%~dp0set_up.py" %* 1>&2
  exit /b
)
echo 需要 Python 3.11、3.12 或 3.13，请从单位的软件源或 python.org 安装（安装时勾选“py launcher”）后重试。 1>&2
exit /b 1
