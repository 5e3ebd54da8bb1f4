using Bridges.Telegram.Simulator.Crypto;
using Bridges.Telegram.Simulator.Schema;

namespace Bridges.Telegram.Simulator.Sessions;

/// <summary>auth.bindTempAuthKey: ties a temporary key to its permanent one (core.telegram.org/method/auth.bindTempAuthKey).</summary>
internal sealed class TemporaryKeyBinding(AuthorizationKeys keys)
{
    private const int InnerHeaderSize = 32;

    public TlObject Bind(Session session, TlObject query)
    {
        if (keys.Find(query.Long("perm_auth_key_id")) is not { } permanent)
        {
            return Error();
        }

        var sealedText = query.Bytes("encrypted_message");
        var key = MessageKeys.DeriveForBinding(permanent.Key, sealedText[8..24]);
        var plain = AesIge.Decrypt(key, sealedText.AsSpan(24, (sealedText.Length - 24) & ~15));
        var inner = TlDecoder.Decode(plain.AsSpan(InnerHeaderSize));
        if (inner.Long("nonce") != query.Long("nonce") || inner.Long("temp_auth_key_id") != session.Key.Id)
        {
            return Error();
        }

        session.Key.Permanent = permanent;
        return TlObject.Bool(true);
    }

    private static TlObject Error() => new("rpc_error") { ["error_code"] = 400, ["error_message"] = "ENCRYPTED_MESSAGE_INVALID" };
}
