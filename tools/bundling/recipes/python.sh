# What is n/a needs a library that the program does not use: no ssl, so no https; no _hashlib, so no pbkdf2_hmac and scrypt
./configure --build="$BUILD" --host="$HOST" ${BUILD_PYTHON:+--with-build-python="$BUILD_PYTHON"} --prefix=/opt/gkbg/python --with-ensurepip=no --disable-test-modules \
  --without-static-libpython --enable-ipv6 ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no CFLAGS="$CFLAGS" LDFLAGS=-s PKG_CONFIG=false \
  ZLIB_CFLAGS="-I$DEPS/include" ZLIB_LIBS="-L$DEPS/lib -lz" LIBFFI_CFLAGS="-I$DEPS/include" LIBFFI_LIBS="-L$DEPS/lib -lffi" \
  BZIP2_CFLAGS="-I$DEPS/include" BZIP2_LIBS="-L$DEPS/lib -lbz2" LIBLZMA_CFLAGS="-I$DEPS/include" LIBLZMA_LIBS="-L$DEPS/lib -llzma" \
  LIBSQLITE3_CFLAGS="-I$DEPS/include" LIBSQLITE3_LIBS="-L$DEPS/lib -lsqlite3 -lm" \
  $(for m in _ssl _hashlib _tkinter readline _dbm _gdbm _curses _curses_panel _uuid nis; do printf 'py_cv_module_%s=n/a ' $m; done)
make -j2 EXTRA_CFLAGS=-Wno-date-time
make install DESTDIR="$DESTINATION" COMPILEALL_OPTS="-x ." # byte code is made when all is in place
