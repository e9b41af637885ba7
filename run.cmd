@echo off
rem run            opens the application
rem run VERB ...   the same work without a window; run --help lists the verbs
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
if not exist "%HERE%.venv\Scripts\python.exe" goto prepare
fc /b "%HERE%.venv\requirements.lock" "%HERE%requirements.lock" >nul 2>nul && goto start
:prepare
call "%HERE%tools\set_up.cmd" run || exit /b 1
:start
set "PYTHONPATH="
set "PYTHONHOME="
"%HERE%.venv\Scripts\python.exe" "%HERE%main.py" %*
exit /b %errorlevel%
