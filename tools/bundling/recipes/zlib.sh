./configure --static --prefix="$DEPS"
make -j2 libz.a
make install
