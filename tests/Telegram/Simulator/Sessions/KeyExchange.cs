using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>The server's side of agreeing on an authorization key, for one connection (core.telegram.org/mtproto/auth_key).</summary>
internal sealed class KeyExchange(ServerKey serverKey, AuthorizationKeys keys, TimeProvider clock)
{
    // Any product of two primes will do; a client factors it as proof of work.
    private static readonly byte[] ProofOfWork = Convert.FromHexString("17ED48941A08F981");

    private byte[] nonce = [];
    private byte[] serverNonce = [];
    private byte[] newNonce = [];
    private BigInteger secretExponent;
    private bool temporary;

    public byte[] Answer(ReadOnlySpan<byte> request)
    {
        var query = TlDecoder.Decode(request);
        return TlEncoder.Encode(query.Name switch
        {
            "req_pq_multi" => Begin(query),
            "req_DH_params" => OfferParameters(query),
            "set_client_DH_params" => Finish(query),
            _ => throw new InvalidDataException($"{query.Name} is no part of a key exchange"),
        });
    }

    private TlObject Begin(TlObject query)
    {
        nonce = query.Bytes("nonce");
        serverNonce = RandomNumberGenerator.GetBytes(16);
        return new TlObject("resPQ")
        {
            ["nonce"] = nonce,
            ["server_nonce"] = serverNonce,
            ["pq"] = ProofOfWork,
            ["server_public_key_fingerprints"] = new[] { serverKey.Fingerprint },
        };
    }

    private TlObject OfferParameters(TlObject query)
    {
        var inner = TlDecoder.Decode(RemoveRsaPadding(serverKey.Decrypt(query.Bytes("encrypted_data"))));
        newNonce = inner.Bytes("new_nonce");
        temporary = inner.Name == "p_q_inner_data_temp_dc";
        secretExponent = DiffieHellmanGroup.RandomExponent();
        var answer = TlEncoder.Encode(new TlObject("server_DH_inner_data")
        {
            ["nonce"] = nonce,
            ["server_nonce"] = serverNonce,
            ["g"] = DiffieHellmanGroup.Generator,
            ["dh_prime"] = DiffieHellmanGroup.PrimeBytes,
            ["g_a"] = BigEndian.Write(DiffieHellmanGroup.Power(secretExponent)),
            ["server_time"] = (int)clock.GetUtcNow().ToUnixTimeSeconds(),
        });
        var padding = RandomNumberGenerator.GetBytes((16 - ((answer.Length + 20) % 16)) % 16);
        return new TlObject("server_DH_params_ok")
        {
            ["nonce"] = nonce,
            ["server_nonce"] = serverNonce,
            ["encrypted_answer"] = AesIge.Encrypt(HandshakeKey(), [.. Sha1.Hash(answer), .. answer, .. padding]),
        };
    }

    private TlObject Finish(TlObject query)
    {
        var plain = AesIge.Decrypt(HandshakeKey(), query.Bytes("encrypted_data"));
        var inner = TlDecoder.Decode(plain.AsSpan(20));
        var shared = BigInteger.ModPow(BigEndian.Read(inner.Bytes("g_b")), secretExponent, DiffieHellmanGroup.Prime);
        var salt = BinaryPrimitives.ReadInt64LittleEndian(newNonce) ^ BinaryPrimitives.ReadInt64LittleEndian(serverNonce);
        var key = new AuthorizationKey(BigEndian.Write(shared), salt, temporary, clock.GetUtcNow());
        keys.Add(key);
        return new TlObject("dh_gen_ok")
        {
            ["nonce"] = nonce,
            ["server_nonce"] = serverNonce,
            ["new_nonce_hash1"] = Sha1.Hash(newNonce, [1], Sha1.Hash(key.Key)[..8])[4..],
        };
    }

    private static byte[] RemoveRsaPadding(byte[] padded)
    {
        var masked = SHA256.HashData(padded.AsSpan(32));
        var key = padded[..32];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] ^= masked[i];
        }

        var plain = AesIge.Decrypt(new AesKey(key, new byte[32]), padded.AsSpan(32));
        var data = plain[..192];
        Array.Reverse(data);
        return SHA256.HashData([.. key, .. data]).AsSpan().SequenceEqual(plain.AsSpan(192))
            ? data
            : throw new InvalidDataException("the client's data was not encrypted for this server key");
    }

    private AesKey HandshakeKey()
    {
        var newAndServer = Sha1.Hash(newNonce, serverNonce);
        var serverAndNew = Sha1.Hash(serverNonce, newNonce);
        var newAndNew = Sha1.Hash(newNonce, newNonce);
        return new AesKey([.. newAndServer, .. serverAndNew[..12]], [.. serverAndNew[12..], .. newAndNew, .. newNonce[..4]]);
    }
}
