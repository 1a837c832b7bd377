@echo off
rem The terminal tool from any folder, with nothing but the tool's own output on standard output.
where node >nul 2>nul
if errorlevel 1 (
  echo GenGlossary needs Node 20.19 or newer: install it from https://nodejs.org, then repeat. 1>&2
  exit /b 1
)
node "%~dp0scripts\bootstrap.mjs" --here src-main/cli/main.ts %*
