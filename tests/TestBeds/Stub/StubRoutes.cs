namespace Bridges.TestBeds.Stub;

/// <summary>Which request does what: everything outside of rooms; the rest is <see cref="StubRoomRoutes"/>' work.</summary>
internal sealed class StubRoutes(
    StubOptions options, StubAccounts accounts, StubRooms rooms, StubAppservice appservice, StubMedia media, StubRoomMarks marks)
{
    private static readonly StubAnswer Versions = StubAnswer.Json(new
    {
        versions = new[] { "v1.1", "v1.6", "v1.11", "v1.12" },
        unstable_features = new Dictionary<string, bool> { ["fi.mau.msc2659.stable"] = true },
    });

    private readonly StubRoomRoutes _roomRoutes = new(accounts, rooms);

    public async ValueTask<StubAnswer> AnswerAsync(StubRequest request, CancellationToken cancellation) =>
        request.Parts is ["appservice", _, "ping"]
            ? await PingAsync(request, cancellation)
            : _roomRoutes.Answer(request) ?? media.Answer(request) ?? await marks.AnswerAsync(request, cancellation) ?? Answer(request);

    private StubAnswer Answer(StubRequest request) => (request.Method, request.Parts) switch
    {
        ("GET", ["versions"]) => Versions,
        ("GET", ["account", "whoami"]) => StubAnswer.Json(new { user_id = request.UserId }),
        ("POST", ["register"]) => Register(request),
        ("POST", ["login"]) => LogIn(request),

        ("GET", ["profile", var user, var field]) => ProfileField(user, field),
        ("PUT", ["profile", var user, var field]) => SetProfile(request, user, field),
        ("PUT", ["presence", _, "status"]) => StubAnswer.Empty,
        ("GET", ["user", _, .., "account_data", _]) => AccountData(request),
        ("PUT", ["user", _, .., "account_data", _]) => SetAccountData(request),
        ("POST", ["user", _, "filter"]) => StubAnswer.Json(new { filter_id = "1" }),
        ("PUT", ["devices", _]) => StubAnswer.Json(new { }, 201),
        ("PUT", ["sendToDevice", _, _]) => StubAnswer.Empty,
        _ => StubAnswer.Unrecognized,
    };

    private async Task<StubAnswer> PingAsync(StubRequest request, CancellationToken cancellation)
    {
        var transactionId = request.Json.TryGetProperty("transaction_id", out var id) ? id.GetString() : null;
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var status = await appservice.PingAsync(transactionId, cancellation);
            return (int)status == 200
                ? StubAnswer.Json(new { duration_ms = (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds })
                : StubAnswer.Json(new { errcode = "M_BAD_STATUS", error = "Ping returned an error", status = (int)status }, 502);
        }
        catch (HttpRequestException unreachable)
        {
            return StubAnswer.Error(502, "M_CONNECTION_FAILED", unreachable.Message);
        }
    }

    private StubAnswer Register(StubRequest request)
    {
        var userId = $"@{request.Json.GetProperty("username").GetString()}:{options.ServerName}";
        return accounts.Register(userId)
            ? StubAnswer.Json(new { user_id = userId })
            : StubAnswer.Error(400, "M_USER_IN_USE", "User ID already taken.");
    }

    private static StubAnswer LogIn(StubRequest request)
    {
        var user = request.Json.GetProperty("identifier").GetProperty("user").GetString();
        return StubAnswer.Json(new { user_id = user, access_token = request.AccessToken, device_id = "STUB" });
    }

    private StubAnswer ProfileField(string user, string field) =>
        accounts.Profile(user)?[field] is { } value
            ? StubAnswer.Json(new Dictionary<string, object> { [field] = value })
            : StubAnswer.NotFound;

    private StubAnswer SetProfile(StubRequest request, string user, string field)
    {
        if (user != request.UserId)
        {
            return StubAnswer.Forbidden("Cannot set another user's profile");
        }

        accounts.SetProfile(user, field, request.Json);
        return StubAnswer.Empty;
    }

    private StubAnswer AccountData(StubRequest request) =>
        accounts.AccountData(request.Path) is { } content ? new StubAnswer(200, content) : StubAnswer.NotFound;

    private StubAnswer SetAccountData(StubRequest request)
    {
        accounts.SetAccountData(request.Path, request.Body);
        return StubAnswer.Empty;
    }
}
