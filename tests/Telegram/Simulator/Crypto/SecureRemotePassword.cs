using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>The server's side of one two-step password check (core.telegram.org/api/srp).</summary>
internal sealed class SecureRemotePassword
{
    private const int Iterations = 100_000;

    private readonly BigInteger verifier;
    private readonly BigInteger secretExponent = DiffieHellmanGroup.RandomExponent();

    public SecureRemotePassword(string password)
    {
        var first = Salted(Salted(Encoding.UTF8.GetBytes(password), Salt1), Salt2);
        var slow = Rfc2898DeriveBytes.Pbkdf2(first, Salt1, Iterations, HashAlgorithmName.SHA512, 64);
        verifier = DiffieHellmanGroup.Power(BigEndian.Read(Salted(slow, Salt2)));
        ServerPublic = BigEndian.Write(((Multiplier * verifier) + DiffieHellmanGroup.Power(secretExponent)) % DiffieHellmanGroup.Prime);
    }

    public long Id { get; } = Random.Shared.NextInt64();

    public byte[] Salt1 { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] Salt2 { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] ServerPublic { get; }

    private static byte[] GeneratorBytes => BigEndian.Write(DiffieHellmanGroup.Generator);

    private static BigInteger Multiplier => BigEndian.Read(SHA256.HashData([.. DiffieHellmanGroup.PrimeBytes, .. GeneratorBytes]));

    /// <summary>Whether the client's proof shows that it knows the password.</summary>
    public bool Accepts(byte[] clientPublic, byte[] proof)
    {
        var client = BigEndian.Read(clientPublic);
        if (client.IsZero || client >= DiffieHellmanGroup.Prime)
        {
            return false;
        }

        var paddedClient = BigEndian.Write(client);
        var scramble = BigEndian.Read(SHA256.HashData([.. paddedClient, .. ServerPublic]));
        var masked = client * BigInteger.ModPow(verifier, scramble, DiffieHellmanGroup.Prime) % DiffieHellmanGroup.Prime;
        var key = SHA256.HashData(BigEndian.Write(BigInteger.ModPow(masked, secretExponent, DiffieHellmanGroup.Prime)));
        var group = SHA256.HashData(DiffieHellmanGroup.PrimeBytes);
        var generator = SHA256.HashData(GeneratorBytes);
        for (var i = 0; i < group.Length; i++)
        {
            group[i] ^= generator[i];
        }

        var expected = SHA256.HashData([.. group, .. SHA256.HashData(Salt1), .. SHA256.HashData(Salt2), .. paddedClient, .. ServerPublic, .. key]);
        return CryptographicOperations.FixedTimeEquals(expected, proof);
    }

    private static byte[] Salted(byte[] data, byte[] salt) => SHA256.HashData([.. salt, .. data, .. salt]);
}
