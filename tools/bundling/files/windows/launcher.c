/* Starts the program with the interpreter beside it: 年报.exe without a console, gkbg.exe (CONSOLE) for the commands, whose exit code it gives.
   What keeps it from starting is said in one sentence, in a window or on the console. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define TITLE L"政府信息公开工作年度报告"
#ifdef CONSOLE
#define PYTHON L"python\\python.exe"
#else
#define PYTHON L"python\\pythonw.exe"
#endif
#define MAIN L"app\\main.py"
#define LONGEST 32768
#define SOON 10000 /* milliseconds in which a start that fails has failed */

static wchar_t here[LONGEST], python[LONGEST], script[LONGEST], line[LONGEST], said[LONGEST];

static int fail(const wchar_t *sentence, const wchar_t *what)
{
    _snwprintf(said, LONGEST - 1, sentence, what);
#ifdef CONSOLE
    DWORD count;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, said, (DWORD)wcslen(said), &count, NULL)) {
        static char bytes[LONGEST * 3];
        int size = WideCharToMultiByte(CP_UTF8, 0, said, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(out, bytes, size ? size - 1 : 0, &count, NULL);
    }
#else
    MessageBoxW(NULL, said, TITLE, MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return 2;
}

/* The command line after the name of the program, as it was written. */
static const wchar_t *arguments(void)
{
    const wchar_t *rest = GetCommandLineW();
    int quoted = 0;
    while (*rest && (quoted || (*rest != L' ' && *rest != L'\t')))
        quoted ^= *rest++ == L'"';
    while (*rest == L' ' || *rest == L'\t')
        rest++;
    return rest;
}

#ifdef CONSOLE
static BOOL WINAPI leave_it_to_the_program(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}
#endif

static int start(void)
{
    STARTUPINFOW how = {sizeof how};
    PROCESS_INFORMATION process;
    DWORD code = 0;
    DWORD length = GetModuleFileNameW(NULL, here, LONGEST);
    wchar_t *end = length && length < LONGEST ? wcsrchr(here, L'\\') : NULL;
    if (!end)
        return fail(L"程序所在的文件夹名称过长，请移到名称短些的文件夹。%ls", L"");
    end[1] = 0;
    _snwprintf(python, LONGEST - 1, L"%ls%ls", here, PYTHON);
    _snwprintf(script, LONGEST - 1, L"%ls%ls", here, MAIN);
    if (GetFileAttributesW(python) == INVALID_FILE_ATTRIBUTES)
        return fail(L"程序的文件不全（缺少 %ls），请重新安装；报告文件不受影响。", PYTHON);
    if (GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES)
        return fail(L"程序的文件不全（缺少 %ls），请重新安装；报告文件不受影响。", MAIN);
    if (_snwprintf(line, LONGEST - 1, L"\"%ls\" -B -X utf8 \"%ls\" %ls", python, script, arguments()) < 0)
        return fail(L"一次打开的文件太多，请分几次打开。%ls", L"");
    if (!CreateProcessW(python, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &process)) {
        static wchar_t reason[1000];
        FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, GetLastError(), 0, reason, 999, NULL);
        return fail(L"程序没有能够启动，请重新安装，或请管理员允许它运行。系统说明：%ls", reason);
    }
#ifdef CONSOLE
    SetConsoleCtrlHandler(leave_it_to_the_program, TRUE);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
#else
    AllowSetForegroundWindow(ASFW_ANY);
    if (WaitForSingleObject(process.hProcess, SOON) == WAIT_OBJECT_0 && GetExitCodeProcess(process.hProcess, &code) && code != 0 && code != 2) {
        static wchar_t number[20];
        _snwprintf(number, 19, L"%lu", code); /* 0: closed; 2: it said itself what was wrong */
        return fail(L"程序启动后立即停止了（代码 %ls），可能是文件损坏，请重新安装；报告文件不受影响。", number);
    }
    return 0;
#endif
}

#ifdef CONSOLE
int wmain(void)
{
    return start();
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR text, int show)
{
    return start();
}
#endif
