using System.Security.Cryptography;
using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods.Login;

/// <summary>The two-step password.</summary>
internal sealed class PasswordMethods : IMethodGroup
{
    private const int Longest = 1000;
    private readonly Dictionary<long, SecureRemotePassword> checks = [];

    public void AddTo(MethodTable table)
    {
        table.AddForAnyone("account.getPassword", GetPassword);
        table.AddForAnyone("auth.checkPassword", CheckPassword);
    }

    private static Person Owner(CallContext call) => call.Session.Key.AwaitingPassword ?? call.Caller;

    private static TlObject Algorithm(byte[] salt1, byte[] salt2) => new("passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow")
    {
        ["salt1"] = salt1,
        ["salt2"] = salt2,
        ["g"] = DiffieHellmanGroup.Generator,
        ["p"] = DiffieHellmanGroup.PrimeBytes,
    };

    private TlObject GetPassword(CallContext call)
    {
        var owner = Owner(call);
        var answer = new TlObject("account.password")
        {
            ["new_algo"] = Algorithm(RandomNumberGenerator.GetBytes(8), RandomNumberGenerator.GetBytes(16)),
            ["new_secure_algo"] = new TlObject("securePasswordKdfAlgoUnknown"),
            ["secure_random"] = RandomNumberGenerator.GetBytes(256),
        };
        if (owner.Password is not { } password)
        {
            return answer;
        }

        if (checks.Count > Longest)
        {
            checks.Clear();
        }

        var check = new SecureRemotePassword(password);
        checks.Add(check.Id, check);
        answer["has_password"] = true;
        answer["current_algo"] = Algorithm(check.Salt1, check.Salt2);
        answer["srp_B"] = check.ServerPublic;
        answer["srp_id"] = check.Id;
        answer["hint"] = owner.PasswordHint.Length == 0 ? null : owner.PasswordHint;
        return answer;
    }

    private TlObject CheckPassword(CallContext call)
    {
        var owner = Owner(call);
        var proof = call.Query.Object("password");
        if (!checks.Remove(proof.Long("srp_id"), out var check))
        {
            throw RpcException.BadRequest("SRP_ID_INVALID");
        }

        return check.Accepts(proof.Bytes("A"), proof.Bytes("M1"))
            ? LoginCompletion.Complete(call, owner)
            : throw RpcException.BadRequest("PASSWORD_HASH_INVALID");
    }
}
