namespace Bridges.Host.Http;

/// <summary>A request's query says something that cannot be meant.</summary>
internal sealed class InvalidParameterException(string message) : BadHttpRequestException(message, StatusCodes.Status400BadRequest);
