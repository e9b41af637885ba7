@echo off
rem run            opens the application; the console closes at once
rem run VERB ...   the same work without a window; run --help lists the verbs
setlocal
for /f "tokens=2 delims=:." %%c in ('chcp') do for /f %%d in ("%%c") do set "CODEPAGE=%%d"
chcp 65001 >nul
set "HERE=%~dp0"
if not exist "%HERE%.venv\Scripts\python.exe" goto prepare
fc /b "%HERE%.venv\requirements.lock" "%HERE%requirements.lock" >nul 2>nul && goto start
:prepare
call "%HERE%tools\set_up.cmd" run
if errorlevel 1 (
  set "CODE=1"
  goto end
)
:start
set "PYTHONPATH="
set "PYTHONHOME="
set "CODE=0"
if "%~1"=="" goto window
if /i "%~x1"==".gkbg" if "%~2"=="" goto window
"%HERE%.venv\Scripts\python.exe" "%HERE%main.py" %*
set "CODE=%errorlevel%"
goto end
:window
start "" "%HERE%.venv\Scripts\pythonw.exe" "%HERE%main.py" %*
:end
rem the console gets back the code page that it had
if defined CODEPAGE chcp %CODEPAGE% >nul
exit /b %CODE%
