using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Crypto;

namespace Bridges.Telegram.Simulator.Tests.Crypto;

public sealed class CipherTests
{
    [Fact]
    public void Ige_gives_back_what_it_took()
    {
        var key = new AesKey(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var plain = RandomNumberGenerator.GetBytes(16 * 50);

        Assert.Equal(plain, AesIge.Decrypt(key, AesIge.Encrypt(key, plain)));
    }

    [Fact]
    public void Ige_refuses_part_of_a_block() =>
        Assert.Throws<InvalidDataException>(() => AesIge.Encrypt(new AesKey(new byte[32], new byte[32]), new byte[17]));

    [Fact]
    public void Counter_mode_does_not_depend_on_how_the_stream_is_cut()
    {
        var key = new AesKey(RandomNumberGenerator.GetBytes(32), [.. Enumerable.Repeat((byte)0xff, 16)]);
        var whole = new byte[5000];
        var cut = new byte[5000];
        using var one = new AesCtr(key);
        using var other = new AesCtr(key);

        one.Apply(whole);
        other.Apply(cut.AsSpan(0, 7));
        other.Apply(cut.AsSpan(7, 2000));
        other.Apply(cut.AsSpan(2007));

        Assert.Equal(whole, cut);
    }
}
