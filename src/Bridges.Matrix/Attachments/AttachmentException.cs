namespace Bridges.Matrix;

/// <summary>An encrypted file is not what its description says; trying again does not help.</summary>
public sealed class AttachmentException(string message) : Exception(message);
