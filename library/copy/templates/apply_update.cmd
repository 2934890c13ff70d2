@echo off
rem Starts apply_update.py by double-click, where Python is on this computer.
setlocal
where py >nul 2>nul && (py -3 "%~dp0apply_update.py" %* & goto end)
where python >nul 2>nul && (python "%~dp0apply_update.py" %* & goto end)
echo Python is not on this computer. Install it from python.org, or unzip the whole new copy instead:
echo READ-ME-FIRST.html says how.
:end
pause
