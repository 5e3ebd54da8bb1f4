using System.Security.Cryptography;
using System.Text;

namespace Bridges.Telegram.Simulator.Library;

/// <summary>
/// A copy of the TDLib library that trusts the simulator: the two RSA public keys it has built in for Telegram's data centres
/// (main and test environment) are replaced by ours. Nothing else differs.
/// </summary>
public static class PatchedTdlib
{
    private const int KeysInLibrary = 2;

    /// <summary>Path of the patched copy; made once for each library and key, and reused.</summary>
    /// <param name="source">The original library. Default when null: see <see cref="FindSource"/>.</param>
    /// <param name="cacheDirectory">Where copies are kept. Default when null: <see cref="SimulatorCache.DefaultDirectory"/>.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="InvalidDataException">The library does not hold exactly two such keys.</exception>
    public static async Task<string> CreateAsync(string? source = null, string? cacheDirectory = null, CancellationToken cancellationToken = default)
    {
        var directory = cacheDirectory ?? SimulatorCache.DefaultDirectory;
        var key = SimulatorCache.LoadOrCreateKey(directory);
        var publicKey = Encoding.ASCII.GetBytes(key.PublicKeyPem);
        var library = await File.ReadAllBytesAsync(source ?? FindSource(), cancellationToken);
        var name = Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(library), .. publicKey]))[..24];
        var target = Path.Combine(directory, name, "libtdjson.so");
        if (File.Exists(target))
        {
            return target;
        }

        Patch(library, publicKey);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = $"{target}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, library, cancellationToken);
        File.Move(unfinished, target, overwrite: true);
        return target;
    }

    /// <summary>The original library: <c>BRIDGES_TDJSON</c>, else where the installer puts it.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string FindSource()
    {
        var path = Environment.GetEnvironmentVariable("BRIDGES_TDJSON");
        if (string.IsNullOrEmpty(path))
        {
            path = Path.Combine(SimulatorCache.Root, "tdlib", "1.8.65", "libtdjson.so");
        }

        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"There is no TDLib library at {path}. Install TDLib 1.8.65 there, or set BRIDGES_TDJSON to the path of its libtdjson.so.");
    }

    private static void Patch(byte[] library, byte[] publicKey)
    {
        var begin = "-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA"u8;
        var end = "-----END RSA PUBLIC KEY-----"u8;
        var replaced = 0;
        for (var at = library.AsSpan().IndexOf(begin); at >= 0;)
        {
            var length = library.AsSpan(at).IndexOf(end) + end.Length;
            // A third key of another length checks TDLib's own configuration; it stays.
            if (length == publicKey.TrimEnd().Length)
            {
                publicKey.TrimEnd().CopyTo(library.AsSpan(at));
                replaced++;
            }

            var next = library.AsSpan(at + length).IndexOf(begin);
            at = next < 0 ? -1 : at + length + next;
        }

        if (replaced != KeysInLibrary)
        {
            throw new InvalidDataException($"{KeysInLibrary} public keys were to be replaced in the TDLib library, but {replaced} were found.");
        }
    }

    private static ReadOnlySpan<byte> TrimEnd(this byte[] text) => text.AsSpan().TrimEnd("\n"u8);
}
