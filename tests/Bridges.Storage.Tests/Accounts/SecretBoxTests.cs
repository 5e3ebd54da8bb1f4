using System.Text;
using Bridges.TestBeds;

namespace Bridges.Storage.Tests.Accounts;

public sealed class SecretBoxTests : IDisposable
{
    private const string Context = "telegram/4711";

    private readonly TempFolder _folder = TempFolder.Create("secrets");

    private string KeyFile => _folder.Combine("bridges.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Key_file_is_made_once_and_only_for_its_owner()
    {
        var box = SecretBox.FromKeyFile(KeyFile);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(KeyFile).UnixFileMode);
        Assert.Equal("secret"u8.ToArray(), SecretBox.FromKeyFile(KeyFile).Open(box.Seal("secret"u8, Context), Context));
        Assert.Equal([KeyFile], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Hosts_that_make_the_key_file_at_once_never_end_with_two_keys()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = _folder.Combine($"{round}.key");
            using var start = new Barrier(participantCount: 8);
            var boxes = await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
                () => BoxAtOnce(start, path), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            var sealedBytes = SecretBox.FromKeyFile(path).Seal("secret"u8, Context);
            Assert.All(boxes.OfType<SecretBox>(), box => Assert.Equal("secret"u8.ToArray(), box.Open(sealedBytes, Context)));
        }
    }

    [Fact]
    public void Draft_that_somebody_else_prepared_is_neither_used_nor_touched()
    {
        var prepared = KeyFile + ".new";
        File.WriteAllText(prepared, new string('x', 200));

        SecretBox.FromKeyFile(KeyFile);

        Assert.Equal(new string('x', 200), File.ReadAllText(prepared));
        Assert.Equal(new[] { KeyFile, prepared }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void Key_that_is_none_is_refused_without_being_shown(string key)
    {
        File.WriteAllText(KeyFile, key);

        var failure = Assert.Throws<StorageException>(() => SecretBox.FromKeyFile(KeyFile));
        Assert.Contains("32 bytes in base64", failure.Message, StringComparison.Ordinal);
        Assert.True(key.Length == 0 || !failure.Message.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Key_file_that_cannot_be_made_is_named()
    {
        var path = _folder.Combine("missing", "bridges.key");

        Assert.Contains(path, Assert.Throws<StorageException>(() => SecretBox.FromKeyFile(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_that_was_changed_or_cut_is_not_opened()
    {
        var box = SecretBox.FromKeyFile(KeyFile);
        var sealedBytes = box.Seal("secret"u8, Context);

        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var changed = sealedBytes.ToArray();
            changed[i] ^= 1;
            Assert.Throws<StorageException>(() => box.Open(changed, Context));
            Assert.Throws<StorageException>(() => box.Open(sealedBytes.AsSpan(0, i), Context));
        }
    }

    [Fact]
    public void Same_secret_never_looks_the_same()
    {
        var box = SecretBox.FromKeyFile(KeyFile);

        Assert.NotEqual(box.Seal("secret"u8, Context), box.Seal("secret"u8, Context));
    }

    [Fact]
    public void Text_of_a_box_tells_nothing()
    {
        var key = Convert.ToBase64String(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"));

        Assert.Equal("SecretBox", SecretBox.FromBase64(key).ToString());
    }

    /// <summary>Null for one that is told that another makes the file right now.</summary>
    private static SecretBox? BoxAtOnce(Barrier start, string path)
    {
        start.SignalAndWait(TestContext.Current.CancellationToken);
        try
        {
            return SecretBox.FromKeyFile(path);
        }
        catch (StorageException exception) when (exception.InnerException is IOException)
        {
            return null;
        }
    }
}
