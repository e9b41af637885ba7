# the amalgamation is made with the tools of the machine that builds, and compiled for the target
(unset CC CXX AR RANLIB CFLAGS; ./configure --disable-shared --enable-static --disable-tcl --disable-readline --disable-load-extension; make sqlite3.c sqlite3.h)
$CC $CFLAGS -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_THREADSAFE=1 -DSQLITE_OMIT_LOAD_EXTENSION -c sqlite3.c
mkdir -p "$DEPS/lib" "$DEPS/include"
$AR rcs "$DEPS/lib/libsqlite3.a" sqlite3.o
cp sqlite3.h "$DEPS/include"
