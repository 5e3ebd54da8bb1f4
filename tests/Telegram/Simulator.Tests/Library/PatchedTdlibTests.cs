using System.Text;
using Bridges.Telegram.Simulator.Library;

namespace Bridges.Telegram.Simulator.Tests.Library;

public sealed class PatchedTdlibTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("patched-tdlib").FullName;

    [Fact]
    public async Task Both_keys_are_replaced_and_the_copy_is_reused()
    {
        var key = SimulatorCache.LoadOrCreateKey(directory);
        var other = Simulator.Crypto.ServerKey.Create().PublicKeyPem;
        var source = WriteLibrary($"code\0{other}\0{other}\0code");

        var patched = await PatchedTdlib.CreateAsync(source, directory, TestContext.Current.CancellationToken);
        var again = await PatchedTdlib.CreateAsync(source, directory, TestContext.Current.CancellationToken);

        Assert.Equal(patched, again);
        var text = await File.ReadAllTextAsync(patched, TestContext.Current.CancellationToken);
        Assert.Equal($"code\0{key.PublicKeyPem}\0{key.PublicKeyPem}\0code", text);
    }

    [Fact]
    public async Task A_library_with_another_number_of_keys_is_refused()
    {
        var source = WriteLibrary($"code\0{Simulator.Crypto.ServerKey.Create().PublicKeyPem}\0code");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => PatchedTdlib.CreateAsync(source, directory, TestContext.Current.CancellationToken));

        Assert.Contains("1 were found", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_stays_the_same() =>
        Assert.Equal(SimulatorCache.LoadOrCreateKey(directory).PublicKeyPem, SimulatorCache.LoadOrCreateKey(directory).PublicKeyPem);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string WriteLibrary(string content)
    {
        var path = Path.Combine(directory, "libtdjson.so");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(content));
        return path;
    }
}
