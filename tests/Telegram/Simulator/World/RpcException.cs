namespace Bridges.Telegram.Simulator.World;

/// <summary>An error answer, in the real server's own words.</summary>
public sealed class RpcException(int code, string message) : Exception(message)
{
    /// <summary>The error's class: 400 bad request, 401 not logged in, 403 forbidden, 420 too often …</summary>
    public int Code => code;

    internal static RpcException BadRequest(string message) => new(400, message);

    internal static RpcException Forbidden(string message) => new(403, message);

    internal static RpcException Unauthorized(string message) => new(401, message);
}
