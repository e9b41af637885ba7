./autogen.sh
./configure --host="$HOST" --disable-shared --enable-static --prefix="$DEPS" --libdir="$DEPS/lib" --disable-docs --disable-multi-os-directory
make -j2
make install
