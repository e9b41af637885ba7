/* Starts the program with the interpreter beside it: 年报.exe without a console, gkbg.exe (CONSOLE) for the commands, whose exit code it gives.
   It uses nothing but Windows itself, no C library. What keeps it from starting is said in one sentence, in a window or on the console. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define TITLE L"政府信息公开工作年度报告"
#ifdef CONSOLE
#define PYTHON L"python\\python.exe"
#else
#define PYTHON L"python\\pythonw.exe"
#endif
#define MAIN L"app\\main.py"
#define LONGEST 32768
#define SOON 10000 /* milliseconds in which a start that fails has failed */

static wchar_t here[LONGEST], python[LONGEST], script[LONGEST], line[2 * LONGEST], said[LONGEST], reason[1000];

/* Says a sentence with a word in the middle. */
static int fail(const wchar_t *before, const wchar_t *what, const wchar_t *after)
{
    lstrcpyW(said, before);
    lstrcatW(said, what);
    lstrcatW(said, after);
#ifdef CONSOLE
    static char bytes[LONGEST * 3];
    DWORD count;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, said, (DWORD)lstrlenW(said), &count, NULL)) {
        int size = WideCharToMultiByte(CP_UTF8, 0, said, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(out, bytes, size ? (DWORD)size - 1 : 0, &count, NULL);
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

/* Whether the folder of this program, with a name in it, could be written down. */
static int beside(wchar_t *path, const wchar_t *name)
{
    if (lstrlenW(here) + lstrlenW(name) >= LONGEST)
        return 0;
    lstrcpyW(path, here);
    lstrcatW(path, name);
    return 1;
}

#ifdef CONSOLE
static BOOL WINAPI leave_it_to_the_program(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}
#endif

static int start(void)
{
    static STARTUPINFOW how;
    static PROCESS_INFORMATION process;
    DWORD code = 0;
    int end = (int)GetModuleFileNameW(NULL, here, LONGEST);
    while (end > 0 && here[end - 1] != L'\\')
        end--;
    here[end] = 0;
    if (!end || !beside(python, PYTHON) || !beside(script, MAIN))
        return fail(L"程序所在的文件夹名称过长，请移到名称短些的文件夹。", L"", L"");
    if (GetFileAttributesW(python) == INVALID_FILE_ATTRIBUTES)
        return fail(L"程序的文件不全（缺少 ", PYTHON, L"），请重新安装；报告文件不受影响。");
    if (GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES)
        return fail(L"程序的文件不全（缺少 ", MAIN, L"），请重新安装；报告文件不受影响。");
    if (lstrlenW(python) + lstrlenW(script) + lstrlenW(arguments()) + 30 >= LONGEST)
        return fail(L"一次打开的文件太多，请分几次打开。", L"", L"");
    lstrcpyW(line, L"\"");
    lstrcatW(line, python);
    lstrcatW(line, L"\" -B -X utf8 \"");
    lstrcatW(line, script);
    lstrcatW(line, L"\" ");
    lstrcatW(line, arguments());
    how.cb = sizeof how;
    if (!CreateProcessW(python, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &process)) {
        FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, GetLastError(), 0, reason, 999, NULL);
        return fail(L"程序没有能够启动，请重新安装，或请管理员允许它运行。系统说明：", reason, L"");
    }
#ifdef CONSOLE
    SetConsoleCtrlHandler(leave_it_to_the_program, TRUE);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
#else
    static wchar_t number[20];
    AllowSetForegroundWindow(ASFW_ANY);
    if (WaitForSingleObject(process.hProcess, SOON) == WAIT_OBJECT_0 && GetExitCodeProcess(process.hProcess, &code) && code != 0 && code != 2) {
        wsprintfW(number, L"%lu", code); /* 0: closed; 2: it said itself what was wrong */
        return fail(L"程序启动后立即停止了（代码 ", number, L"），可能是文件损坏，请重新安装；报告文件不受影响。");
    }
    return 0;
#endif
}

/* Where Windows begins: without a C library there is nothing before it. */
void begin(void)
{
    ExitProcess((UINT)start());
}
