"""Prepare .venv and the system packages for ./run and ./test: ``python3 tools/set_up.py run|test``.

Called only when the lock changed or an earlier set-up did not finish; a finished one leaves a copy of the lock as its stamp in
.venv. Everything is said on stderr. Runs on any Python 3, so that one too old is told in a sentence.
"""

import importlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}  # the test lock holds all of the run lock

SYSTEM = {
    "run": (
        "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-noto-cjk "
        "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
    ).split(),
    "test": "libreoffice-writer-nogui poppler-utils chromium".split(),
}


def say(text):
    print(text, file=sys.stderr, flush=True)


def call(*command, **options):
    """Run a command with its output on stderr; True when it succeeded."""
    return subprocess.run(command, stdout=sys.stderr, check=False, **options).returncode == 0


def installed():
    """The names of the installed Debian packages and of what they provide; None on another system."""
    if not shutil.which("dpkg-query"):
        return None
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package}, ${Provides}\n"], stdout=subprocess.PIPE, check=False
    ).stdout.decode("utf-8", "replace")
    names = set()
    for line in listing.splitlines():
        status, _, provided = line.partition("|")
        if status.startswith("ii"):
            names.update(name.split()[0] for name in provided.split(",") if name.strip())
    return names


def system_packages(purpose):
    """Install what is missing when root; otherwise name it in one line to paste."""
    have = installed()
    if have is None:
        return
    wanted = SYSTEM["run"] + (SYSTEM["test"] if purpose == "test" else [])
    missing = [name for name in wanted if name not in have]
    if not have & {"python3-venv", "python%d.%d-venv" % sys.version_info[:2]} and not has_ensurepip():
        missing.insert(0, "python3-venv")
    if not missing:
        return
    install = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        say("正在安装系统软件包：" + " ".join(missing))
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        call("apt-get", "-q", "update", env=quiet)
        if call(*install.replace("-y", "-y -q", 1).split(), env=quiet):
            return
        say("系统软件包没有装全，请检查网络后执行：")
    else:
        say("缺少系统软件包，请执行下面一行后再试：")
    say("sudo apt-get update && sudo " + install)


def has_ensurepip():
    importlib.invalidate_caches()  # it may have been installed just now
    try:
        import ensurepip  # noqa: F401  # Debian ships it apart, in python3-venv
    except ImportError:
        return False
    return True


def python_packages(lock):
    """Make .venv anew unless it is sound, and install the lock into it. Raises SystemExit with a sentence."""
    python = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
    probe = "import sys, pip; sys.exit(sys.version_info[:2] != (%d, %d))" % sys.version_info[:2]
    if not (os.path.exists(python) and call(python, "-c", probe, stderr=subprocess.DEVNULL)):
        if not has_ensurepip():
            raise SystemExit("这个 Python 缺少 venv 组件，不能继续；装好 python3-venv 后，重新执行刚才的命令。")
        if os.path.isdir(VENV):
            shutil.rmtree(VENV)
        # the interpreter by its full version, so that a system upgrade is noticed instead of leaving an empty venv
        if not call(os.path.realpath(sys.executable), "-m", "venv", VENV):
            shutil.rmtree(VENV, ignore_errors=True)
            raise SystemExit(
                "未能建立 Python 虚拟环境（.venv）。请安装 python3-venv 并确认磁盘空间充足、目录可写，然后重试。"
            )
    for name in LOCKS.values():  # an interrupted installation must not look finished
        if os.path.exists(os.path.join(VENV, name)):
            os.remove(os.path.join(VENV, name))
    say("正在安装 Python 组件（首次约需几分钟）……")
    options = "--require-hashes --no-deps --only-binary :all: --disable-pip-version-check --progress-bar off -q".split()
    if not call(python, "-m", "pip", "install", *options, "-r", os.path.join(ROOT, lock)):
        raise SystemExit("Python 组件没有装全。请检查网络和磁盘空间，然后重新执行刚才的命令，会接着安装。")


def main():
    purpose = sys.argv[1]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise SystemExit(
            "需要 Python 3.11、3.12 或 3.13，现有的是 %d.%d，请安装其中之一后重试。" % sys.version_info[:2]
        )
    system_packages(purpose)
    python_packages(LOCKS[purpose])
    for done in ["run", "test"] if purpose == "test" else ["run"]:
        shutil.copyfile(os.path.join(ROOT, LOCKS[done]), os.path.join(VENV, LOCKS[done]))
    say("准备完毕。")


if __name__ == "__main__":
    main()
