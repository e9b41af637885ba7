make -j2 libbz2.a CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS -D_FILE_OFFSET_BITS=64"
mkdir -p "$DEPS/lib" "$DEPS/include"
cp libbz2.a "$DEPS/lib"
cp bzlib.h "$DEPS/include"
