using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Crypto;

/// <summary>The data centre's RSA key pair: a client must have its public half built in (see <see cref="Library.PatchedTdlib"/>).</summary>
public sealed class ServerKey
{
    private readonly BigInteger modulus;
    private readonly BigInteger secretExponent;

    private ServerKey(RSA rsa)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        modulus = BigEndian.Read(parameters.Modulus);
        secretExponent = BigEndian.Read(parameters.D);
        PublicKeyPem = rsa.ExportRSAPublicKeyPem();
        PrivateKeyPem = rsa.ExportRSAPrivateKeyPem();
        var numbers = new TlWriter().Bytes(parameters.Modulus).Bytes(parameters.Exponent).ToArray();
        Fingerprint = BinaryPrimitives.ReadInt64LittleEndian(Sha1.Hash(numbers).AsSpan(12));
    }

    /// <summary>The public half as a PKCS#1 PEM text.</summary>
    public string PublicKeyPem { get; }

    internal string PrivateKeyPem { get; }

    internal long Fingerprint { get; }

    /// <summary>A new random 2048-bit key.</summary>
    public static ServerKey Create()
    {
        using var rsa = RSA.Create(2048);
        return new ServerKey(rsa);
    }

    /// <summary>Reads a private key from its PEM text.</summary>
    public static ServerKey FromPem(string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new ServerKey(rsa);
    }

    /// <summary>Plain RSA without padding rules: 256 bytes in, 256 bytes out.</summary>
    internal byte[] Decrypt(ReadOnlySpan<byte> data) => BigEndian.Write(BigInteger.ModPow(BigEndian.Read(data), secretExponent, modulus));
}
