// Passkeys: carries what the server asks to the authenticator, and its answer back.
const prepare = (form, act) => {
  const fault = form.querySelector('[role=alert]');
  const token = form.querySelector('input[type=hidden]').value;
  const send = (path, body) => fetch(path, {
    method: 'POST',
    headers: {'X-XSRF-TOKEN': token, 'Content-Type': 'application/json'},
    body,
  }).then((answer) => {
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status}`);
    }
    return answer;
  });
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    fault.hidden = true;
    try {
      await act(send, form);
    } catch {
      fault.hidden = false;
      button.disabled = false;
    }
  });
};

const ways = {
  'sign-in': async (send) => {
    const options = await (await send('/login/passkey/options', '')).json();
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const answer = await navigator.credentials.get({publicKey});
    await send('/login/passkey', JSON.stringify(answer.toJSON()));
    location.assign('/');
  },
  'add': async (send, form) => {
    const options = await (await send('/account/passkeys/options', '')).json();
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const made = await navigator.credentials.create({publicKey});
    const label = encodeURIComponent(form.elements.label.value);
    await send(`/account/passkeys?label=${label}`, JSON.stringify(made.toJSON()));
    location.reload();
  },
};

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('[data-passkey]')) {
    prepare(form, ways[form.dataset.passkey]);
  }
}
