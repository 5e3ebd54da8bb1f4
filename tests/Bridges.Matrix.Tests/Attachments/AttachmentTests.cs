using System.Security.Cryptography;
using Bridges.TestBeds;

namespace Bridges.Matrix.Tests;

public sealed class AttachmentTests : IDisposable
{
    private static readonly MxcUri Address = new("mxc://hs.test/a");

    private readonly TempFolder _folder = TempFolder.Create("matrix");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cipher_is_the_one_of_the_standard()
    {
        // NIST SP 800-38A, F.5.5.
        using var cipher = new AttachmentCipher(
            Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
        var bytes = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");

        cipher.Apply(bytes.AsSpan(0, 5));
        cipher.Apply(bytes.AsSpan(5));

        Assert.Equal("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5", Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_003)]
    public async Task File_comes_back_as_it_went(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        await File.WriteAllBytesAsync(In("plain"), bytes, Token);

        var file = (await AttachmentFiles.EncryptAsync(In("plain"), In("sealed"), Token))(Address);
        await AttachmentFiles.DecryptAsync(In("sealed"), In("back"), file, Token);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(In("back"), Token));
        var lies = await File.ReadAllBytesAsync(In("sealed"), Token);
        Assert.True(length == 0 || !lies.AsSpan().SequenceEqual(bytes));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(lies)).TrimEnd('='), file.Hashes["sha256"]);
        Assert.True(length == 0 || file.Iv.EndsWith("AAAAAAAAAA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_whose_hash_is_another_is_refused_and_leaves_nothing()
    {
        await File.WriteAllTextAsync(In("plain"), "what was sent", Token);
        var file = (await AttachmentFiles.EncryptAsync(In("plain"), In("sealed"), Token))(Address);
        await File.WriteAllTextAsync(In("sealed"), """{"errcode":"M_NOT_FOUND"}""", Token);

        await Assert.ThrowsAsync<AttachmentException>(() => AttachmentFiles.DecryptAsync(In("sealed"), In("back"), file, Token));
        Assert.False(File.Exists(In("back")));
    }

    [Fact]
    public async Task Key_that_is_none_is_refused()
    {
        await File.WriteAllTextAsync(In("sealed"), "x", Token);
        var file = new EncryptedFile { Url = Address, Key = new AttachmentKey { Key = "%%%" }, Iv = "AA", Hashes = new Dictionary<string, string> { ["sha256"] = "AA" } };

        await Assert.ThrowsAsync<AttachmentException>(() => AttachmentFiles.DecryptAsync(In("sealed"), In("back"), file, Token));
    }

    private string In(string name) => Path.Combine(_folder.Path, name);
}
