namespace CsiHost.Abstractions.Crypto;

/// <summary>Which endpoint of an AWS service to call.</summary>
public enum EndpointMode
{
    /// <summary>The standard endpoint.</summary>
    Standard = 0,

    /// <summary>The FIPS endpoint of the service and region.</summary>
    Fips = 1,
}
