./configure --host="$HOST" --disable-shared --enable-static --prefix="$DEPS" --libdir="$DEPS/lib" --disable-xz --disable-xzdec --disable-lzmadec \
  --disable-lzmainfo --disable-lzma-links --disable-scripts --disable-doc --disable-nls
make -j2
make install
